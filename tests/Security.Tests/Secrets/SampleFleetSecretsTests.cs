using System.Diagnostics;
using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Secrets;

/// <summary>The secrets found in samples/fleet against tests/Fleet/ground-truth.json.</summary>
public sealed class SampleFleetSecretsTests(ITestOutputHelper output)
{
    private static readonly string Root = FindRoot();

    private sealed record Place(string Repository, string Path, int Line);

    [Fact]
    public void Exactly_the_secrets_of_the_ground_truth_are_found()
    {
        using var truth = Truth();
        var wanted = truth.RootElement.GetProperty("secrets").EnumerateArray().ToDictionary(PlaceOf, s => "secrets/" + s.GetProperty("kind").GetString());
        var found = Found();
        var right = found.Count(f => wanted.ContainsKey(f.Key));
        output.WriteLine($"secrets: {wanted.Count} in the fleet, {found.Count} found, precision {(double)right / found.Count:P1}, recall {(double)right / wanted.Count:P1}");
        Assert.Equal(Lines(wanted), Lines(found));
        Assert.True(wanted.Count >= 18, $"The ground truth has only {wanted.Count} secrets.");
    }

    [Fact]
    public void Every_decoy_of_the_ground_truth_is_silent()
    {
        using var truth = Truth();
        var decoys = truth.RootElement.GetProperty("decoys").GetProperty("secrets").EnumerateArray().Select(PlaceOf).ToList();
        output.WriteLine($"decoys: {decoys.Count}");
        Assert.Empty(Found().Keys.Intersect(decoys));
        Assert.All(decoys, decoy => Assert.True(File.Exists(Path.Combine(Root, "samples", "fleet", decoy.Repository, decoy.Path)), $"{decoy} is gone."));
    }

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<Place, string>> places) =>
        places.Select(p => $"{p.Key.Repository} {p.Key.Path}:{p.Key.Line} {p.Value}").Order(StringComparer.Ordinal);

    private static Dictionary<Place, string> Found()
    {
        var places = new Dictionary<Place, string>();
        using var fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "samples", "fleet", "fleet.json")));
        foreach (var repository in fleet.RootElement.EnumerateObject().Select(r => r.Name))
        {
            var tracked = Tracked(repository);
            var detections = new Detections();
            var tree = SourceTree.Walk(Path.Combine(Root, "samples", "fleet", repository), new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, detections, CancellationToken.None);
            var detector = new SecretDetector(detections);
            foreach (var file in tree.Files.Where(file => tracked.Contains(file.Path)))
                detector.Look(file, (offset, into) => tree.Read(file, offset, into));
            foreach (var detection in detections.Found)
                places.Add(new(repository, detection.Path, detection.Line!.Value), detection.Rule);
        }

        return places;
    }

    /// <summary>What a build in the folder may have left there is no part of the sample.</summary>
    private static HashSet<string> Tracked(string repository)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Path.Combine(Root, "samples", "fleet", repository),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        git.WaitForExit();
        return files;
    }

    private static JsonDocument Truth() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Fleet", "ground-truth.json")));

    private static Place PlaceOf(JsonElement of) => new(of.GetProperty("repository").GetString()!, of.GetProperty("path").GetString()!, of.GetProperty("line").GetInt32());

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
