using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Targets;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.History;

namespace Cortex.Inventory.Tests.Discovery;

/// <summary>The catalogue of samples/fleet against what tests/Fleet/ground-truth.json says is there.</summary>
public sealed class SampleFleetTests
{
    private const string Prefix = "urn:cortex:";

    private static readonly string _root = Root();

    [Fact]
    public void The_assets_of_the_fleet_are_those_of_the_ground_truth()
    {
        var scans = Fleet().ToList();
        Assert.Empty(scans.SelectMany(s => s.Troubles()));
        var found = scans.SelectMany(s => s.Assets).ToLookup(a => a.Kind, a => a.Urn[Prefix.Length..], StringComparer.Ordinal);
        AssertSame(GroundTruth.Read(_root).Assets, found.Select(kind => (kind.Key, (IEnumerable<string>)kind)));
    }

    [Fact]
    public void The_relations_of_the_fleet_are_those_of_the_ground_truth()
    {
        var found = Fleet().SelectMany(s => s.Relations).ToLookup(r => r.Kind, r => $"{r.From[Prefix.Length..]} {r.To[Prefix.Length..]}", StringComparer.Ordinal);
        var wanted = GroundTruth.Read(_root).Relations.ToDictionary(
            kind => kind.Key,
            kind => (IReadOnlyList<string>)[.. kind.Value.SelectMany(from => from.Value.Select(to => $"{from.Key} {to}"))],
            StringComparer.Ordinal);
        AssertSame(wanted, found.Select(kind => (kind.Key, (IEnumerable<string>)kind)));
    }

    [Fact]
    public void The_fleet_has_enough_of_many_kinds_and_too_much_of_none()
    {
        var assets = GroundTruth.Read(_root).Assets;
        var total = assets.Values.Sum(kind => kind.Count);
        Assert.True(assets.Count >= 12, $"there are only {assets.Count} kinds");
        Assert.True(total >= 200, $"there are only {total} assets");
        Assert.All(assets, kind => Assert.True(kind.Value.Count * 2 <= total, $"{kind.Value.Count} of {total} assets are of the kind {kind.Key}"));
    }

    [Fact]
    public void Scanning_the_fleet_again_gives_the_same() =>
        Assert.Equal(Fleet().SelectMany(s => s.Assets.Select(a => $"{a.Urn} {a.Path}:{a.Line}")), Fleet().SelectMany(s => s.Assets.Select(a => $"{a.Urn} {a.Path}:{a.Line}")));

    private static void AssertSame(IReadOnlyDictionary<string, IReadOnlyList<string>> wanted, IEnumerable<(string Kind, IEnumerable<string> Keys)> found)
    {
        var foundByKind = found.ToDictionary(kind => kind.Kind, kind => kind.Keys.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var differences = new StringBuilder();
        foreach (var kind in wanted.Keys.Union(foundByKind.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var truth = (wanted.GetValueOrDefault(kind) ?? []).ToHashSet(StringComparer.Ordinal);
            var keys = (foundByKind.GetValueOrDefault(kind) ?? []).ToHashSet(StringComparer.Ordinal);
            var missing = truth.Except(keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var unexpected = keys.Except(truth, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (missing.Count + unexpected.Count == 0)
                continue;
            differences.AppendLine(CultureInfo.InvariantCulture, $"{kind}: {missing.Count} missing, {unexpected.Count} unexpected of {truth.Count}");
            foreach (var key in missing)
                differences.AppendLine("  missing    " + key);
            foreach (var key in unexpected)
                differences.AppendLine("  unexpected " + key);
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    private static IEnumerable<TargetScan> Fleet()
    {
        using var fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root, "samples", "fleet", "fleet.json")));
        foreach (var repository in fleet.RootElement.EnumerateObject())
        {
            var name = repository.Name;
            using var checkout = new Checkout { Target = new Target { Name = name, Location = "/data/samples/" + name, Commit = "c", Branch = "main" } };
            foreach (var file in Tracked($"samples/fleet/{name}"))
                checkout.With(file, File.ReadAllText(Path.Combine(_root, "samples", "fleet", name, file)));
            yield return checkout.Scan(new RepositoryHistory { Authors = Authors(repository.Value) }, TreeLimits.Default);
        }
    }

    private static IReadOnlyList<Author> Authors(JsonElement commits) =>
    [
        .. commits.EnumerateArray().Select(c => c.GetProperty("author").GetString()!).CountBy(a => a)
            .Select(a => new Author(a.Key[..a.Key.IndexOf(" <", StringComparison.Ordinal)], a.Key[(a.Key.IndexOf('<', StringComparison.Ordinal) + 1)..^1], a.Value))
            .OrderByDescending(a => a.Commits).ThenBy(a => a.Email, StringComparer.Ordinal),
    ];

    /// <summary>Without what a build in the folder may have left there.</summary>
    private static IEnumerable<string> Tracked(string folder)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Path.Combine(_root, folder),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        return git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cortex.Services.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    /// <summary>What this test needs of the file; the rest is for the other masters.</summary>
    private sealed record GroundTruth
    {
        public required IReadOnlyDictionary<string, IReadOnlyList<string>> Assets { get; init; }
        public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Relations { get; init; }

        public static GroundTruth Read(string root) =>
            JsonSerializer.Deserialize<GroundTruth>(File.ReadAllText(Path.Combine(root, "tests", "Fleet", "ground-truth.json")), CortexJson.Options)!;
    }
}
