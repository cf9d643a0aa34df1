using System.Text.Json;
using Cortex.Contracts.Findings;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scanning.Parts;
using Cortex.Security.Scanning.Sources;
using Cortex.Security.Scanning;
using Cortex.Security.Tests.Scanning;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Fleet;

/// <summary>The whole scan of each repository of samples/fleet against tests/Fleet/ground-truth.json: nothing is missing, and nothing else is found.</summary>
public sealed class SampleFleetScanTests(ITestOutputHelper output) : IAsyncLifetime
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
    public async Task A_scan_finds_what_the_ground_truth_has_and_nothing_else()
    {
        var found = new HashSet<(string Kind, string What)>();
        var unread = new List<string>();
        foreach (var repository in FleetCopy.Repositories())
        {
            var scan = await new RepositoryScan(repository, repository, ScanPart.Whole, dryRun: true, new DateOnly(2026, 12, 1))
                .RunAsync(new WholeCheckout(fleet.Of(repository)), mine: null, new AdvisoryQuestions(new AskingContext(store)), CancellationToken.None);
            Assert.Empty(scan.Suppressed);
            found.UnionWith(scan.Findings.Where(finding => finding.Kind != FindingKinds.UnreadableInput).Select(finding => (finding.Kind, What(finding))));
            unread.AddRange(scan.Findings.Where(finding => finding.Kind == FindingKinds.UnreadableInput).Select(finding => $"{finding.Target} {finding.Rule} {finding.Path}"));
        }

        var truth = Truth();
        foreach (var kind in truth.Select(t => t.Kind).Distinct(StringComparer.Ordinal))
        {
            var (wanted, seen) = (truth.Where(t => t.Kind == kind).ToList(), found.Where(f => f.Kind == kind).ToList());
            var right = seen.Count(truth.Contains);
            output.WriteLine($"{kind,-16} {wanted.Count,4} in the ground truth, {seen.Count,4} found: precision {(double)right / seen.Count:P1}, recall {(double)right / wanted.Count:P1}");
        }

        var wrong = truth.Except(found).Select(t => $"missing    {t.Kind} {t.What}").Concat(found.Except(truth).Select(f => $"unexpected {f.Kind} {f.What}"));
        Assert.Equal("", string.Join('\n', wrong.Order(StringComparer.Ordinal)));
        Assert.Equal(["platform helm-templates-not-rendered charts/status-page/Chart.yaml"], unread);
    }

    private static string What(Finding finding) => finding.Kind switch
    {
        FindingKinds.Vulnerability => $"{finding.Target} {finding.Package} {finding.Reference} fixed in {finding.FixedVersion}",
        FindingKinds.Secret => $"{finding.Target} {finding.Path}:{finding.Line} {finding.Rule}",
        _ => finding.Key,
    };

    private static HashSet<(string Kind, string What)> Truth()
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(FleetCopy.Root, "tests", "Fleet", "ground-truth.json")));
        return
        [
            .. Entries("vulnerabilities").Select(v => (FindingKinds.Vulnerability, $"{Text(v, "repository")} {Text(v, "package")} {Text(v, "cve") ?? Text(v, "advisory")} fixed in {Text(v, "fixed")}")),
            .. Entries("secrets").Select(s => (FindingKinds.Secret, $"{Text(s, "repository")} {Text(s, "path")}:{s.GetProperty("line").GetInt32()} secrets/{Text(s, "kind")}")),
            .. Entries("misconfigurations").Where(m => Text(m, "toldBy") is null).Select(m => (FindingKinds.Misconfiguration, $"{FindingKinds.Misconfiguration}:{Text(m, "rule")}:{Text(m, "repository")}:{Text(m, "path")}:{Text(m, "subject")}")),
        ];

        IEnumerable<JsonElement> Entries(string name) => truth.RootElement.GetProperty(name).EnumerateArray();
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
