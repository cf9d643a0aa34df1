using System.Diagnostics;
using System.Text.Json;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;

namespace Cortex.Security.Tests.Fleet;

/// <summary>What the bundled advisories say of samples/fleet against tests/Fleet/ground-truth.json.</summary>
public sealed class SampleFleetTests : IAsyncLifetime
{
    private static readonly string Root = FindRoot();

    private readonly string folder = Directory.CreateTempSubdirectory("cortex-fleet-").FullName;
    private AdvisoryStore store = null!;

    public async Task InitializeAsync()
    {
        store = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
        await store.EnsureBundledAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Exactly_the_vulnerabilities_of_the_ground_truth_are_found()
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Fleet", "ground-truth.json")));
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
        Assert.Empty(Repositories().SelectMany(name => Match(name).Undecided.Select(u => $"{name} {u.Package.Purl} {u.Advisory}")));

    private IEnumerable<(string Repository, Vulnerability Vulnerability)> Found() =>
        Repositories().SelectMany(name => Match(name).Vulnerabilities.Select(v => (name, v)));

    private MatchResult Match(string repository)
    {
        var tree = Tracked(repository);
        return VulnerabilityMatch.Of(
            PackageScanner.Scan(tree).Packages,
            package => PackageNames.Osv(package.Ecosystem) is { } ecosystem ? store.Of(ecosystem, package.Name) : []);
    }

    private static IEnumerable<string> Repositories()
    {
        using var fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "samples", "fleet", "fleet.json")));
        return [.. fleet.RootElement.EnumerateObject().Select(repository => repository.Name)];
    }

    /// <summary>A copy without what a build in the folder may have left there.</summary>
    private string Tracked(string repository)
    {
        var copy = Path.Combine(folder, repository);
        if (Directory.Exists(copy))
            return copy;
        var source = Path.Combine(Root, "samples", "fleet", repository);
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = source, RedirectStandardOutput = true, UseShellExecute = false })!;
        while (git.StandardOutput.ReadLine() is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Path.Combine(source, file), Path.Combine(copy, file));
        }
        git.WaitForExit();
        return copy;
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
