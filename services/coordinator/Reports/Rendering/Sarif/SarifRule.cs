using System.Globalization;
using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;

namespace Cortex.Coordinator.Reports.Rendering.Sarif;

/// <summary>What a SARIF log says of a rule; of a vulnerability that is the rule itself.</summary>
internal static class SarifRule
{
    public static JsonObject Of(IReadOnlyList<Finding> findings)
    {
        var first = findings[0];
        var worst = findings.MaxBy(finding => finding.Severity)!;
        var rule = new JsonObject
        {
            ["id"] = first.Rule,
            ["shortDescription"] = new JsonObject { ["text"] = first.Controls.Count > 0 ? string.Join("; ", first.Controls) : first.Rule },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(worst.Severity) },
            ["properties"] = new JsonObject
            {
                ["tags"] = new JsonArray("security", first.Kind),
                ["security-severity"] = Score(worst).ToString("0.0", CultureInfo.InvariantCulture),
            },
        };
        if (Uri.TryCreate(first.Documentation, UriKind.Absolute, out var address))
            rule["helpUri"] = address.AbsoluteUri;
        return rule;
    }

    public static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    /// <summary>The CVSS score, or for want of one the middle of the severity's band in CVSS 3.1, section 5.</summary>
    private static double Score(Finding finding) => finding.Score ?? finding.Severity switch
    {
        Severity.Critical => 9.5,
        Severity.High => 8.0,
        Severity.Medium => 5.5,
        Severity.Low => 2.0,
        _ => 0.0,
    };
}
