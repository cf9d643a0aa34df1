using System.Text.RegularExpressions;
using Cortex.Documents.Yaml;

namespace Cortex.Documents.Kubernetes;

/// <summary>A document that a cluster would take as a resource.</summary>
public sealed partial record KubernetesDocument(string ApiVersion, string Kind, string? Namespace, string Name, YamlValue Body)
{
    private static readonly string[] GroupsWithoutDot = ["apps", "batch", "autoscaling", "policy", "extensions"];

    // Groups of files that look like resources and are settings of a tool.
    private static readonly string[] ForeignGroups = ["backstage.io", "scaffolder.backstage.io", "kind.x-k8s.io", "k3d.io", "config.k8s.io", "ctlptl.dev", "tilt.dev", "devspace.sh"];

    private static readonly string[][] PodSpecs =
    [
        ["spec", "template", "spec"],
        ["spec", "jobTemplate", "spec", "template", "spec"],
        ["spec"],
        ["template", "spec"],
    ];

    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The resource, or the resources of a list; nothing for other YAML.</summary>
    /// <param name="document">What the file holds.</param>
    /// <param name="depth">In how many lists it stands.</param>
    /// <param name="nameless">Whether a resource without a name, which no cluster takes, counts; its name is "" then.</param>
    public static IEnumerable<KubernetesDocument> Of(YamlValue document, int depth = 0, bool nameless = false)
    {
        if (document["apiVersion"]?.Text is not { } apiVersion || document["kind"]?.Text is not { } kind || !IsResource(apiVersion, kind))
            return [];
        if (kind.EndsWith("List", StringComparison.Ordinal) && document["items"] is { } items)
            return depth > 3 ? [] : items.Items.SelectMany(item => Of(item, depth + 1, nameless));
        var metadata = document["metadata"];
        var name = metadata?["name"]?.Text ?? metadata?["generateName"]?.Text;
        if (string.IsNullOrWhiteSpace(name) || name.Length > 253)
            name = nameless ? "" : null;
        return name is null ? [] : [new(apiVersion, kind, metadata?["namespace"]?.Text, name, document)];
    }

    /// <summary>Every container's image with its line.</summary>
    public IEnumerable<(string Image, int Line)> Images() =>
        from path in PodSpecs
        let pod = Body.At(path)
        where pod is not null
        from list in (string[])["initContainers", "containers", "ephemeralContainers"]
        from container in pod[list]?.Items ?? []
        let image = container["image"]
        where image?.Text is not null
        select (image.Text!, image.Line);

    private static bool IsResource(string apiVersion, string kind)
    {
        if (!ApiVersionShape().IsMatch(apiVersion) || !KindShape().IsMatch(kind))
            return false;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return kind != "Config";
        var group = apiVersion[..slash];
        return group.Contains('.', StringComparison.Ordinal)
            ? !ForeignGroups.Contains(group, StringComparer.Ordinal) && !group.EndsWith(".config.k8s.io", StringComparison.Ordinal)
            : GroupsWithoutDot.Contains(group, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?v\d{1,3}((alpha|beta)\d{1,3})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ApiVersionShape();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{0,62}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KindShape();
}
