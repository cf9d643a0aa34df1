using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;
using Cortex.Messaging;

namespace Cortex.Coordinator.Reports.Rendering.Vex;

/// <summary>
/// The vulnerabilities of a run as a CycloneDX 1.6 document (ECMA-424) that can be exchanged (VEX): which package versions each affects and what has
/// been made of it. Nothing is claimed that was not established: what nobody has judged is in triage.
/// </summary>
internal static class VexDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(Report report)
    {
        var found = report.Findings.Select(finding => new Judged(finding, null))
            .Concat(report.Suppressed.Select(passed => new Judged(passed.Finding, passed)))
            .Where(judged => judged.Finding is { Kind: FindingKinds.Vulnerability, Package: not null })
            .ToList();
        var verified = report.Changes.Where(change => change.Verification.Status == VerificationStatus.Passed).Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{DeterministicId.Of($"vex/{report.Run.Id}"):D}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = report.Run.FinishedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "cortex" }) },
            },
            ["components"] = new JsonArray([.. found.Select(judged => judged.Finding.Package!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(VexComponent.Of)]),
            ["vulnerabilities"] = new JsonArray([.. found
                .GroupBy(judged => (judged.Finding.Reference ?? judged.Finding.Rule, State: VexAnalysis.StateOf(judged, verified)))
                .OrderBy(group => group.Key.Item1, StringComparer.Ordinal).ThenBy(group => group.Key.State, StringComparer.Ordinal)
                .Select(group => VexVulnerability.Of(group.Key.Item1, [.. group], VexAnalysis.Of(group.Key.State, [.. group])))]),
        }.ToJsonString(Indented) + "\n";
    }

    /// <param name="Suppression">Set when the repository asks to pass it over.</param>
    internal sealed record Judged(Finding Finding, SuppressedFinding? Suppression);
}
