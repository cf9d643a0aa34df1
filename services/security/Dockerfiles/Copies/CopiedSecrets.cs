using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Files;

namespace Cortex.Security.Dockerfiles.Copies;

/// <summary>Files that hold secrets by their kind and are copied by name.</summary>
internal static class CopiedSecrets
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ".env", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".npmrc", ".yarnrc.yml", ".pypirc", ".netrc", "_netrc", ".git-credentials", ".htpasswd", "credentials.json", "service-account.json",
        "serviceaccount.json", "kubeconfig", "terraform.tfvars", "terraform.tfstate", ".dockerconfigjson", "secrets.yaml", "secrets.yml", "secrets.json", ".pgpass", ".my.cnf",
    };

    private static readonly string[] Folders = [".aws", ".ssh", ".gnupg", ".kube", ".docker", ".azure", ".git"];
    private static readonly string[] Extensions = [".pfx", ".p12", ".jks", ".keystore", ".kdbx", ".ppk", ".key", ".pem"];
    private static readonly string[] Settings = [".npmrc", ".yarnrc.yml"];
    private static readonly string[] Harmless = ["example", "sample", "template", "dist", "pub", "public", "cert", "chain", "ca"];

    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            foreach (var copy in stage.Instructions.Where(i => i.Keyword is "COPY" or "ADD" && i.Flag("from") is null))
            {
                foreach (var source in copy.Words.Take(Math.Max(0, copy.Words.Length - 1)).Where(source => IsSecret(look, source)))
                    look.Report("secret-copied", stage, copy, $"{copy.Keyword} puts {source} into a layer, where it stays even when it is removed later; use RUN --mount=type=secret for the build, a mounted file for the container.", source);
            }
        }
    }

    private static bool IsSecret(DockerfileLook look, string source)
    {
        if (source.Contains("://", StringComparison.Ordinal) || source.Contains('$', StringComparison.Ordinal))
            return false;
        var parts = source.TrimEnd('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return false;
        var name = parts[^1];
        var words = name.ToLowerInvariant().Split('.', '-', '_');
        if (Array.Exists(Harmless, words.Contains))
            return false;
        if (Array.Exists(parts, part => Folders.Contains(part, StringComparer.OrdinalIgnoreCase)))
            return true;
        if (Names.Contains(name) || name.StartsWith(".env.", StringComparison.Ordinal))
            return !Settings.Contains(name) || Content(look, source) is not { } settings || settings.Contains("_auth", StringComparison.OrdinalIgnoreCase) || settings.Contains("password", StringComparison.OrdinalIgnoreCase);
        if (!Extensions.Contains(Path.GetExtension(name).ToLowerInvariant()) || name.StartsWith('*'))
            return false;
        // Certificates are kept under the same names.
        return Path.GetExtension(name) is not (".pem" or ".key") || (Content(look, source) is { } pem ? pem.Contains("PRIVATE KEY", StringComparison.Ordinal) : words.Contains("key"));
    }

    private static string? Content(DockerfileLook look, string source)
    {
        foreach (var folder in new[] { look.File.Folder, "" })
        {
            if (SourcePath.Combine(folder, source.TrimStart('/')) is { } path && look.Tree.Find(path) is { } file)
                return look.Tree.Text(file);
        }

        return null;
    }
}
