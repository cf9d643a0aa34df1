using System.Text;
using Cortex.Packages.Maven;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Gradle;

/// <summary>gradle.lockfile: https://docs.gradle.org/current/userguide/dependency_locking.html. It does not say who asks for whom.</summary>
internal sealed class GradleLockReader : IManifestReader
{
    private static readonly string[] FileNames = ["gradle.lockfile", "buildscript-gradle.lockfile"];

    public bool Reads(string relativePath) => FileNames.Contains(RepositoryPath.Name(relativePath));

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var text = tree.Parsed(path, bytes => Encoding.UTF8.GetString(Json.Utf8Of(bytes)));
        var packages = new GradlePackages(path, results, tree.Limits);
        var isBuild = RepositoryPath.Name(path).StartsWith("buildscript", StringComparison.Ordinal);
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            if (number % 1024 == 0)
                tree.Cancellation.ThrowIfCancellationRequested();
            var line = text.AsSpan(range).Trim().ToString();
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("empty=", StringComparison.Ordinal))
                continue;
            if (line.Split('=', 2) is [var coordinates, var configurations] && coordinates.Split(':') is [var group, var artifact, var version])
                packages.Add(group, artifact, version, number, direct: true, isBuild || AreTests(configurations) ? PackageScope.Development : PackageScope.Runtime);
            else
                results.Unreadable(path, number, $"{Display.Quote(line)} is no group:artifact:version=configurations; write the lockfile anew.");
        }
        packages.AddToResults();
    }

    private static bool AreTests(string configurations) =>
        configurations.Split(',').All(c => c.Contains("test", StringComparison.OrdinalIgnoreCase));
}
