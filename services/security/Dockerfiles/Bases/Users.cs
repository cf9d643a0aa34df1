using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Bases;

/// <summary>Whom the image's processes run as.</summary>
internal static class Users
{
    // Images that set a user of their own, as their documentation says.
    private static readonly string[] OwnUser = ["cgr.dev/chainguard/", "bitnami/", "nginxinc/nginx-unprivileged", "prom/", "grafana/", "jenkins/", "registry.access.redhat.com/ubi8/nodejs", "registry.access.redhat.com/ubi9/nodejs", "quay.io/prometheus/"];

    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Text.Stages)
        {
            if (Last(stage) is { } user && IsRoot(user.Arguments))
                look.Report("user-root", stage, user, $"The last USER is {user.Arguments}, so what runs in the image is root; end with a USER that is not.", line: user.Line);
        }

        if (look.Final is { Index: >= 0 } final && final.Lineage.All(stage => Last(stage) is null) && !MayHaveUser(final.Lineage.Last()))
            look.Report("no-user", final, null, "No USER is set, so what runs in the image is root; add a user and USER NAME before the command.");
    }

    private static DockerfileInstruction? Last(DockerfileStage stage) => stage.Instructions.LastOrDefault(i => i.Keyword == "USER" && !i.IsOnBuild);

    private static bool IsRoot(string user) => user.Trim('"', '\'').Split(':')[0] is "root" or "0";

    private static bool MayHaveUser(DockerfileStage root)
    {
        if (root.Image is not { } image)
            return root.Written != "scratch";
        var name = ImageName.Parse(image);
        return name.Tag?.Contains("nonroot", StringComparison.Ordinal) == true
            || name.Tag?.Contains("chiseled", StringComparison.Ordinal) == true
            || name.Tag?.Contains("rootless", StringComparison.Ordinal) == true
            || Array.Exists(OwnUser, prefix => name.Full.StartsWith(prefix, StringComparison.Ordinal));
    }
}
