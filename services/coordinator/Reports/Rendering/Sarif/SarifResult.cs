using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Sarif;

/// <summary>A finding as a result, or as a notification where something could not be read.</summary>
internal static class SarifResult
{
    public static JsonObject Of(SarifFinding found, int ruleIndex)
    {
        var finding = found.Finding;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = ruleIndex,
            ["level"] = SarifRule.Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = finding.Title },
            ["partialFingerprints"] = new JsonObject { ["cortexKey/v1"] = finding.Key },
            ["properties"] = Properties(finding),
        };
        if (Locations(finding) is { } locations)
            result["locations"] = locations;
        if (found.Suppression is { } suppression)
            result["suppressions"] = new JsonArray(new JsonObject
            {
                ["kind"] = "external",
                ["status"] = "accepted",
                ["justification"] = $"{suppression.Reason}{(suppression.Until is { } until ? $" (until {until:yyyy-MM-dd})" : "")}",
            });
        return result;
    }

    public static JsonObject Notification(Finding finding)
    {
        var notification = new JsonObject
        {
            ["descriptor"] = new JsonObject { ["id"] = finding.Rule },
            ["level"] = SarifRule.Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = finding.Title },
        };
        if (Locations(finding) is { } locations)
            notification["locations"] = locations;
        return notification;
    }

    private static JsonArray? Locations(Finding finding)
    {
        if (finding.Path is not { Length: > 0 } path || path == ".")
            return null;
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', path.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = "SRCROOT" },
        };
        if (finding.Line is { } line)
            place["region"] = new JsonObject { ["startLine"] = line };
        return [new JsonObject { ["physicalLocation"] = place }];
    }

    private static JsonObject Properties(Finding finding)
    {
        var properties = new JsonObject { ["kind"] = finding.Kind, ["severity"] = ReportWords.Severity(finding.Severity) };
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("package", finding.Package), ("fixedVersion", finding.FixedVersion), ("fixedBy", finding.FixedBy), ("open", finding.Open?.Reason), ("openDetail", finding.Open?.Detail)])
        {
            if (value is not null)
                properties[name] = value;
        }
        if (finding.Aliases.Count > 0)
            properties["aliases"] = new JsonArray([.. finding.Aliases.Select(alias => (JsonNode)alias)]);
        return properties;
    }
}
