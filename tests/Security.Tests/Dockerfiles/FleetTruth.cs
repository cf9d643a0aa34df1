using System.Text.Json;
using Cortex.Security.Scanning;
using Cortex.Security.Tests.Fleet;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>What tests/Fleet/ground-truth.json says of the files of one kind in samples/fleet.</summary>
internal static class FleetTruth
{
    /// <summary>Fails with what is missing and what is unexpected; says how exact the detector is.</summary>
    public static void Compare(IDetector detector, Func<string, bool> isOfKind, ITestOutputHelper output)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(FleetCopy.Root, "tests", "Fleet", "ground-truth.json")));
        var wanted = truth.RootElement.GetProperty("misconfigurations").EnumerateArray()
            .Where(m => isOfKind(m.GetProperty("path").GetString()!))
            .Select(m => $"{m.GetProperty("repository")} {m.GetProperty("path")} {m.GetProperty("subject")} {m.GetProperty("rule")}")
            .ToHashSet(StringComparer.Ordinal);
        using var fleet = new FleetCopy();
        var found = FleetCopy.Repositories().SelectMany(repository => Found(detector, fleet, repository)).ToHashSet(StringComparer.Ordinal);
        var both = (double)wanted.Intersect(found, StringComparer.Ordinal).Count();
        output.WriteLine($"{detector.Subject}: {wanted.Count} in the ground truth, {found.Count} found, precision {both / found.Count:P1}, recall {both / wanted.Count:P1}");
        var missing = wanted.Except(found, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "missing    " + line);
        var unexpected = found.Except(wanted, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => "unexpected " + line);
        var wrong = string.Join('\n', missing.Concat(unexpected));
        Assert.True(wrong.Length == 0, wrong);
        Assert.NotEmpty(wanted);
    }

    private static IEnumerable<string> Found(IDetector detector, FleetCopy fleet, string repository) =>
        LookedAt.In(fleet.Of(repository), detector).Found.Select(d => $"{repository} {d.Path} {d.Subject} {d.Rule}");
}
