using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;

namespace Cortex.Coordinator.Reports.Rendering.Vex;

/// <summary>What has been made of a vulnerability, in the words of CycloneDX.</summary>
internal static class VexAnalysis
{
    private const string Open = "in_triage";
    private const string Passed = "in_triage/passed-over";
    private const string Resolved = "resolved";

    /// <summary>What entries of one vulnerability are kept apart by.</summary>
    public static string StateOf(VexDocument.Judged judged, IReadOnlySet<string> verifiedChanges) =>
        judged.Suppression is not null ? Passed
        : judged.Finding.FixedBy is { } change && verifiedChanges.Contains(change) ? Resolved
        : Open;

    public static JsonObject Of(string state, IReadOnlyList<VexDocument.Judged> judged) => state switch
    {
        Resolved => new JsonObject
        {
            ["state"] = "resolved",
            ["response"] = new JsonArray("update"),
            ["detail"] = $"A verified change removes it: {string.Join(", ", judged.Select(j => j.Finding.FixedBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}.",
        },
        Passed => new JsonObject
        {
            ["state"] = "in_triage",
            ["response"] = new JsonArray("will_not_fix"),
            ["detail"] = string.Join(" ", judged.Select(j => j.Suppression!)
                .Select(s => $"{s.Finding.Target} passes it over ({s.By}{(s.Until is { } until ? $", until {until:yyyy-MM-dd}" : "")}): {s.Reason}")
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        },
        _ => Stays(judged),
    };

    /// <summary>"can_not_fix" only where no version that resolves it is known; all else may still be done.</summary>
    private static JsonObject Stays(IReadOnlyList<VexDocument.Judged> judged)
    {
        var reasons = judged.Select(j => j.Finding.Open).OfType<StaysOpen>().ToList();
        var analysis = new JsonObject { ["state"] = "in_triage" };
        if (reasons.Count > 0 && reasons.TrueForAll(open => open.Reason == OpenReasons.NoFixKnown))
            analysis["response"] = new JsonArray("can_not_fix");
        if (reasons.Count > 0)
            analysis["detail"] = string.Join(" ", reasons.Select(open => $"Open, {open.Reason}: {open.Detail}.").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return analysis;
    }
}
