using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>A folder with the files of a test, and what detectors see in it.</summary>
internal sealed class LookedAt : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-look-").FullName;

    public LookedAt With(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public LookedAt With(string path, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, path), bytes);
        return this;
    }

    public Detections By(params IDetector[] detectors) => In(folder, detectors);

    public static Detections In(string root, params IDetector[] detectors)
    {
        var found = new Detections();
        var tree = SourceTree.Walk(root, new HashSet<string>(), IgnoreRules.None, TreeLimits.Default, found, CancellationToken.None);
        foreach (var detector in detectors)
            detector.Look(tree, found, CancellationToken.None);
        return found;
    }

    public static IReadOnlyList<Detection> Found(IDetector detector, string path, string text)
    {
        using var looked = new LookedAt();
        return [.. looked.With(path, text).By(detector).Found];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
