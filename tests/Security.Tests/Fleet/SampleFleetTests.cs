using System.Text.Json;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;

namespace Cortex.Security.Tests.Fleet;

/// <summary>What the bundled advisories say of samples/fleet against tests/Fleet/ground-truth.json.</summary>
public sealed class SampleFleetTests : IAsyncLifetime
{
    private readonly FleetCopy fleet = new();
    private AdvisoryStore store = null!;

    public async Task InitializeAsync()
    {
        store = AdvisoryStore.Open(Path.Combine(fleet.Folder, "advisories.db"), TimeProvider.System);
        await store.EnsureBundledAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        fleet.Dispose();
    }

    [Fact]
    public void Exactly_the_vulnerabilities_of_the_ground_truth_are_found()
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(FleetCopy.Root, "tests", "Fleet", "ground-truth.json")));
        var wanted = truth.RootElement.GetProperty("vulnerabilities").EnumerateArray()
            .Select(v => $"{Text(v, "repository")} {Text(v, "package")} {Text(v, "cve") ?? Text(v, "advisory")} fixed in {Text(v, "fixed")}")
            .ToHashSet(StringComparer.Ordinal);
        var found = Found().Select(f => $"{f.Repository} {f.Vulnerability.Package.Purl} {f.Vulnerability.Reference} fixed in {f.Vulnerability.FixedVersion}").ToHashSet(StringComparer.Ordinal);
        var missing = wanted.Except(found, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "missing    " + line);
        var unexpected = found.Except(wanted, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "unexpected " + line);
        Assert.Equal("", string.Join('\n', missing.Concat(unexpected)));
        Assert.True(wanted.Count > 25, $"The ground truth has only {wanted.Count} vulnerabilities.");
    }

    [Fact]
    public void No_version_of_the_fleet_is_left_undecided() =>
        Assert.Empty(FleetCopy.Repositories().SelectMany(name => Match(name).Undecided.Select(u => $"{name} {u.Package.Purl} {u.Advisory}")));

    private IEnumerable<(string Repository, Vulnerability Vulnerability)> Found() =>
        FleetCopy.Repositories().SelectMany(name => Match(name).Vulnerabilities.Select(v => (name, v)));

    private MatchResult Match(string repository)
    {
        return VulnerabilityMatch.Of(
            PackageScanner.Scan(fleet.Of(repository)).Packages,
            package => PackageNames.Osv(package.Ecosystem) is { } ecosystem ? store.Of(ecosystem, package.Name) : []);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
