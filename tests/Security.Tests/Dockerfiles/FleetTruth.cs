using System.Diagnostics;
using System.Text.Json;
using Cortex.Security.Scanning;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>What tests/Fleet/ground-truth.json says of the files of one kind in samples/fleet.</summary>
internal static class FleetTruth
{
    private static readonly string Root = FindRoot();

    /// <summary>Fails with what is missing and what is unexpected; says how exact the detector is.</summary>
    public static void Compare(IDetector detector, Func<string, bool> isOfKind, ITestOutputHelper output)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Fleet", "ground-truth.json")));
        var wanted = truth.RootElement.GetProperty("misconfigurations").EnumerateArray()
            .Where(m => isOfKind(m.GetProperty("path").GetString()!))
            .Select(m => $"{m.GetProperty("repository")} {m.GetProperty("path")} {m.GetProperty("subject")} {m.GetProperty("rule")}")
            .ToHashSet(StringComparer.Ordinal);
        var found = Repositories().SelectMany(repository => Found(detector, repository)).ToHashSet(StringComparer.Ordinal);
        var both = (double)wanted.Intersect(found, StringComparer.Ordinal).Count();
        output.WriteLine($"{detector.Subject}: {wanted.Count} in the ground truth, {found.Count} found, precision {both / found.Count:P1}, recall {both / wanted.Count:P1}");
        var missing = wanted.Except(found, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "missing    " + line);
        var unexpected = found.Except(wanted, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "unexpected " + line);
        var wrong = string.Join('\n', missing.Concat(unexpected));
        Assert.True(wrong.Length == 0, wrong);
        Assert.NotEmpty(wanted);
    }

    private static IEnumerable<string> Found(IDetector detector, string repository)
    {
        var copy = Directory.CreateTempSubdirectory("cortex-fleet-").FullName;
        try
        {
            foreach (var file in Tracked(repository))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
                File.Copy(Path.Combine(Root, "samples", "fleet", repository, file), Path.Combine(copy, file));
            }

            return [.. LookedAt.In(copy, detector).Found.Select(d => $"{repository} {d.Path} {d.Subject} {d.Rule}")];
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static List<string> Tracked(string repository)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Path.Combine(Root, "samples", "fleet", repository),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var files = new List<string>();
        while (git.StandardOutput.ReadLine() is { } file)
            files.Add(file);
        git.WaitForExit();
        return files;
    }

    private static List<string> Repositories()
    {
        using var fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "samples", "fleet", "fleet.json")));
        return [.. fleet.RootElement.EnumerateObject().Select(repository => repository.Name)];
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
