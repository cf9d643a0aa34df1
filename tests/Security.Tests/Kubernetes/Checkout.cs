using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Kubernetes;
using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Kubernetes;

/// <summary>Files in a folder of their own, and what the detector says of them.</summary>
internal static class Checkout
{
    public static Detections Scan(string text) => Scan(("deploy.yaml", text));

    public static Detections Scan(params (string Path, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-kubernetes-").FullName;
        try
        {
            foreach (var (path, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                File.WriteAllText(Path.Combine(folder, path), text);
            }

            return ScanFolder(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Detections ScanFolder(string folder)
    {
        var found = new Detections();
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, found, CancellationToken.None);
        new KubernetesDetector().Look(tree, found, CancellationToken.None);
        return found;
    }

    public static IEnumerable<Detection> Of(this Detections found, string rule) => found.Found.Where(d => d.Rule == rule);

    public static string[] Rules(this Detections found, string prefix = "") =>
        [.. found.Found.Select(d => d.Rule).Where(rule => rule.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
