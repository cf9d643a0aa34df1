using System.Text.Json;
using Cortex.Security.Scanning;
using Cortex.Security.Tests.Fleet;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Kubernetes;

/// <summary>What is found in the Kubernetes files of samples/fleet against tests/Fleet/ground-truth.json.</summary>
public sealed class SampleFleetKubernetesTests(ITestOutputHelper output) : IDisposable
{
    private readonly FleetCopy fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void Exactly_the_misconfigurations_of_the_ground_truth_are_found()
    {
        var wanted = Truth("misconfigurations").Where(m => IsOurs(Text(m, "rule"))).Select(m => $"{Text(m, "repository")} {Text(m, "path")} {Text(m, "rule")} {Text(m, "subject")}").ToHashSet(StringComparer.Ordinal);
        var found = FleetCopy.Repositories().SelectMany(name => Scan(name).Found.Select(d => $"{name} {d.Path} {d.Rule} {d.Subject}")).ToHashSet(StringComparer.Ordinal);
        var right = found.Intersect(wanted, StringComparer.Ordinal).Count();
        output.WriteLine($"{wanted.Count} in the ground truth, {found.Count} found: precision {(double)right / found.Count:P1}, recall {(double)right / wanted.Count:P1}");

        var missing = wanted.Except(found, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "missing    " + line);
        var unexpected = found.Except(wanted, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "unexpected " + line);
        var differences = missing.Concat(unexpected).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(wanted.Count > 80, $"The ground truth has only {wanted.Count} misconfigurations of Kubernetes resources.");
    }

    [Fact]
    public void Decoys_are_silent()
    {
        foreach (var decoy in Truth("decoys", "misconfigurations"))
        {
            var path = Text(decoy, "subject").Split(':')[0];
            Assert.Empty(Scan(Text(decoy, "repository")).Found.Where(d => d.Path == path).Select(d => $"{d.Path}:{d.Line} {d.Rule} {d.Subject}"));
        }
    }

    [Fact]
    public void The_chart_of_the_fleet_is_said_to_be_unrendered_and_nothing_else_is_unreadable()
    {
        var problems = FleetCopy.Repositories().SelectMany(name => Scan(name).Problems.Select(p => $"{name} {p.Path} {p.Rule}"));
        Assert.Equal(["platform charts/status-page/Chart.yaml helm-templates-not-rendered"], problems);
    }

    private static bool IsOurs(string rule) => rule.StartsWith("pod-security/", StringComparison.Ordinal) || rule.StartsWith("kubernetes/", StringComparison.Ordinal);

    private Detections Scan(string repository) => Checkout.ScanFolder(fleet.Of(repository));

    private static IEnumerable<JsonElement> Truth(params string[] path)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(FleetCopy.Root, "tests", "Fleet", "ground-truth.json")));
        return [.. path.Aggregate(truth.RootElement, (element, name) => element.GetProperty(name)).EnumerateArray().Select(e => e.Clone())];
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
