using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contracts;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Tests.Schemas;

namespace Cortex.Coordinator.Tests.Reports;

/// <summary>docs/report.schema.json accepts what the contract serialises and nothing that the contract could not mean.</summary>
public class ReportSchemaTests
{
    private static readonly JsonSchema Schema = new("docs/report.schema.json");

    [NodeFact]
    public void Reports_are_valid_as_they_are_serialised()
    {
        Assert.Empty(Schema.Validate(Json(SampleReports.Rich).ToJsonString()));
        Assert.Empty(Schema.Validate(Json(SampleReports.Minimal).ToJsonString()));
    }

    [NodeFact]
    public void A_report_without_any_one_required_member_is_invalid()
    {
        var cases = Members(Json(SampleReports.Rich)).Where(m => m.Required).Select(m => m.Path).Distinct().ToList();

        Assert.True(cases.Count > 100, $"only {cases.Count} required members were found");
        RejectsAll(cases.Select(path => (path, Edited(path, (parent, name) => parent.Remove(name)))));
    }

    [NodeFact]
    public void No_member_accepts_a_value_of_another_type()
    {
        var rich = Json(SampleReports.Rich);
        var cases =
            from member in Members(rich)
            from wrong in (JsonNode?[])[JsonValue.Create("-"), JsonValue.Create(-1.5), JsonValue.Create(true), new JsonArray(), new JsonObject(), null]
            where wrong?.GetValueKind() != member.Value?.GetValueKind() && !(wrong?.GetValueKind() == JsonValueKind.True && member.Value?.GetValueKind() == JsonValueKind.False)
            select ($"{member.Path} = {wrong?.ToJsonString() ?? "null"}", Edited(member.Path, (parent, name) => parent[name] = wrong?.DeepClone()));

        RejectsAll(cases);
    }

    [NodeFact]
    public void Words_of_closed_lists_dates_and_ranges_are_checked()
    {
        (string Path, JsonNode Value)[] wrong =
        [
            ("schema", "cortex.report/2"), ("run.status", "done"), ("phases.0.status", "ok"), ("phases.0.number", 6), ("masters.0.status", "busy"),
            ("workers.0.status", "lost"), ("findings.0.kind", "bug"), ("findings.0.severity", "High"), ("findings.0.score", 10.1), ("findings.0.line", 0),
            ("changes.0.kind", "fix"), ("changes.0.verification.status", "green"), ("changes.0.review.verdict", "maybe"), ("changes.0.proposal.kind", "pr"),
            ("escalations.0.status", "closed"), ("escalations.0.severity", "urgent"), ("run.startedAt", "yesterday"), ("run.finishedAt", "2026-03-14T09:30:00+01:00"),
            ("run.durationSeconds", -1), ("tokens.used", -1), ("tokens.perMaster.security", -1), ("workers.0.attempts", 1.5), ("certificate.holds", true), ("lineage.assets", -1), ("lineage.kinds.image", -1), ("lineage.nodes.0.repositories", 0.5),
            ("outcomes.alerts.before", 1), ("outcomes.assetsCatalogued.notMeasured", "both"),
        ];

        RejectsAll(wrong.Select(c => ($"{c.Path} = {c.Value.ToJsonString()}", Edited(c.Path, (parent, name) => parent[name] = c.Value.DeepClone()))));
    }

    [NodeFact]
    public void A_certificate_that_does_not_hold_names_the_field() =>
        RejectsAll([("certificate.failures", Edited("certificate.failures", (parent, name) => parent[name] = new JsonArray()))]);

    [NodeFact]
    public void Members_added_by_a_later_version_are_passed_over()
    {
        var later = Members(Json(SampleReports.Rich)).Select(m => m.Path).Where(path => !path.StartsWith("outcomes.", StringComparison.Ordinal) && !path.StartsWith("tokens.perMaster.", StringComparison.Ordinal) && !path.StartsWith("lineage.kinds.", StringComparison.Ordinal))
            .Select(path => Edited(path, (parent, _) => parent["addedLater"] = new JsonObject())).Distinct();

        Assert.All(Schema.Validate(later), Assert.Empty);
    }

    private static void RejectsAll(IEnumerable<(string What, string Document)> cases)
    {
        var list = cases.ToList();
        var accepted = Schema.Validate(list.Select(c => c.Document)).Zip(list).Where(v => v.First.Count == 0).Select(v => v.Second.What);

        Assert.Empty(accepted);
    }

    private static JsonObject Json(Report report)
    {
        var json = JsonSerializer.SerializeToNode(report, CortexJson.Options)!.AsObject();
        json["findings"] = new JsonArray([.. json["findings"]!.AsArray().Take(2).Select(f => f!.DeepClone())]);
        return json;
    }

    /// <summary>The rich report with an edit at a path such as <c>workers.0.tokens.used</c>.</summary>
    private static string Edited(string path, Action<JsonObject, string> edit)
    {
        JsonNode json = Json(SampleReports.Rich);
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(json, (node, step) => node is JsonArray array ? array[int.Parse(step)]! : node[step]!);
        edit(parent.AsObject(), steps[^1]);
        return json.ToJsonString();
    }

    /// <summary>Every member in the document with what the contract, not the schema, says of it.</summary>
    private static IEnumerable<Member> Members(JsonObject report) => Members(report, CortexJson.Options.GetTypeInfo(typeof(Report)), "");

    private static IEnumerable<Member> Members(JsonNode? node, JsonTypeInfo type, string path)
    {
        if (node is JsonArray array)
        {
            var element = CortexJson.Options.GetTypeInfo(type.ElementType!);
            return array.SelectMany((item, i) => Members(item, element, $"{path}{i}."));
        }

        if (node is not JsonObject json)
            return [];
        if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            var element = CortexJson.Options.GetTypeInfo(type.ElementType!);
            return json.SelectMany(entry => Members(entry.Value, element, $"{path}{entry.Key}.").Prepend(new Member($"{path}{entry.Key}", entry.Value, Required: false)));
        }

        return json.SelectMany(entry =>
        {
            var property = type.Properties.Single(p => p.Name == entry.Key);
            return Members(entry.Value, CortexJson.Options.GetTypeInfo(property.PropertyType), $"{path}{entry.Key}.")
                .Prepend(new Member($"{path}{entry.Key}", entry.Value, property.IsRequired));
        });
    }

    private sealed record Member(string Path, JsonNode? Value, bool Required);
}
