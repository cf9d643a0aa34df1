using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Sarif;

/// <summary>
/// The report's findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS,
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): a run for each target, so that paths start at its root. What could not be
/// read is a notification of the invocation and no result.
/// </summary>
internal static class SarifLog
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(Report report)
    {
        var found = report.Findings.Select(finding => new SarifFinding(finding, null))
            .Concat(report.Suppressed.Select(passed => new SarifFinding(passed.Finding, passed)))
            .ToLookup(f => f.Finding.Target, StringComparer.Ordinal);
        var targets = report.Run.Targets.Select(target => target.Name)
            .Concat(found.Select(group => group.Key))
            .Distinct(StringComparer.Ordinal);
        return new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray([.. targets.Select(name => Run(report, name, [.. found[name]]))]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Run(Report report, string target, List<SarifFinding> found)
    {
        var results = found.Where(f => f.Finding.Kind != FindingKinds.UnreadableInput).OrderBy(f => f.Finding.Key, StringComparer.Ordinal).ToList();
        var rules = results.Select(f => f.Finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var byRule = results.ToLookup(f => f.Finding.Rule, f => f.Finding, StringComparer.Ordinal);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "Cortex",
                    ["version"] = Version(report),
                    ["rules"] = new JsonArray([.. rules.Select(rule => SarifRule.Of([.. byRule[rule]]))]),
                },
            },
            ["automationDetails"] = new JsonObject { ["id"] = $"cortex/{target}/" },
            ["invocations"] = new JsonArray(Invocation(report, [.. found.Where(f => f.Finding.Kind == FindingKinds.UnreadableInput).Select(f => f.Finding)])),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. results.Select(f => SarifResult.Of(f, rules.IndexOf(f.Finding.Rule)))]),
        };
        if (report.Run.Targets.FirstOrDefault(t => t.Name == target) is { Commit: { } commit } known && Uri.TryCreate(known.Name, UriKind.Absolute, out var address))
            run["versionControlProvenance"] = new JsonArray(Provenance(address, commit, known.Branch));
        return run;
    }

    private static string Version(Report report) => report.Masters.Select(master => master.Version).FirstOrDefault(version => version.Length > 0) ?? "0";

    private static JsonObject Provenance(Uri address, string commit, string? branch)
    {
        var provenance = new JsonObject { ["repositoryUri"] = address.AbsoluteUri, ["revisionId"] = commit };
        if (branch is not null)
            provenance["branch"] = branch;
        return provenance;
    }

    private static JsonObject Invocation(Report report, List<Finding> unreadable)
    {
        var invocation = new JsonObject
        {
            ["executionSuccessful"] = report.Run.Status == "completed",
            ["startTimeUtc"] = report.Run.StartedAt.UtcDateTime.ToString("O"),
            ["endTimeUtc"] = report.Run.FinishedAt.UtcDateTime.ToString("O"),
        };
        if (unreadable.Count > 0)
            invocation["toolExecutionNotifications"] = new JsonArray([.. unreadable.OrderBy(f => f.Key, StringComparer.Ordinal).Select(SarifResult.Notification)]);
        return invocation;
    }
}

/// <param name="Suppression">Set when the repository asks to pass it over.</param>
internal sealed record SarifFinding(Finding Finding, SuppressedFinding? Suppression);
