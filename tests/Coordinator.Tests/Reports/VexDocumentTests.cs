using System.Text.Json.Nodes;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Reports.Rendering.Vex;
using Cortex.Coordinator.Tests.Schemas;

namespace Cortex.Coordinator.Tests.Reports;

public sealed class VexDocumentTests
{
    private const string Schemas = "node_modules/@cyclonedx/cyclonedx-library/res/schema/";

    [NodeFact]
    public void A_document_is_valid_CycloneDX_and_a_spoilt_one_is_not()
    {
        var schema = new JsonSchema(Schemas + "bom-1.6.SNAPSHOT.schema.json", strict: false, Schemas + "spdx.SNAPSHOT.schema.json", Schemas + "jsf-0.82.SNAPSHOT.schema.json");
        var wrongState = Document(SampleReports.Rich);
        wrongState["vulnerabilities"]![0]!["analysis"]!["state"] = "open";
        var wrongSeverity = Document(SampleReports.Rich);
        wrongSeverity["vulnerabilities"]![0]!["ratings"]![0]!["severity"] = "grave";

        var mistakes = schema.Validate([Document(SampleReports.Rich).ToJsonString(), Document(SampleReports.Minimal).ToJsonString(), wrongState.ToJsonString(), wrongSeverity.ToJsonString()]);

        Assert.All(mistakes.Take(2), Assert.Empty);
        Assert.All(mistakes.Skip(2), Assert.NotEmpty);
    }

    [Fact]
    public void Every_package_that_is_affected_is_a_component()
    {
        var document = Document(SampleReports.Rich);
        var components = document["components"]!.AsArray().Select(c => (string?)c!["bom-ref"]).ToHashSet();
        Assert.All(document["vulnerabilities"]!.AsArray().SelectMany(v => v!["affects"]!.AsArray()), affected => Assert.Contains((string?)affected!["ref"], components));
        Assert.Equal(("minimist", "1.2.5"), ((string?)document["components"]![0]!["name"], (string?)document["components"]![0]!["version"]));
    }

    [Fact]
    public void A_vulnerability_is_resolved_when_a_verified_change_removes_it() =>
        Assert.Equal("resolved", State(SampleReports.Rich, "CVE-2021-44906"));

    [Fact]
    public void A_change_that_was_not_verified_resolves_nothing()
    {
        var unverified = SampleReports.Rich with { Changes = [.. SampleReports.Rich.Changes.Select(c => c with { Verification = new() { Status = Contracts.Findings.VerificationStatus.Skipped, Reason = "r" } })] };
        Assert.Equal("in_triage", State(unverified, "CVE-2021-44906"));
    }

    [Fact]
    public void What_is_passed_over_says_by_whom_until_when_and_why()
    {
        var analysis = Vulnerability(SampleReports.Rich, "CVE-2017-20162")["analysis"]!;
        Assert.Equal(("in_triage", "will_not_fix"), ((string?)analysis["state"], (string?)analysis["response"]![0]));
        Assert.Equal("samples/fleet/shop passes it over (.cortex/config.yaml:7, until 2026-12-31): only <b>our own</b> configuration is | parsed", (string?)analysis["detail"]);
    }

    [Theory]
    [InlineData(Contracts.Findings.OpenReasons.NoFixKnown, "can_not_fix")]
    [InlineData(Contracts.Findings.OpenReasons.NotTrusted, null)]
    public void What_stays_open_says_why_and_cannot_be_fixed_only_where_no_fix_is_known(string reason, string? response)
    {
        var open = new Contracts.Findings.StaysOpen { Reason = reason, Detail = "as it is" };
        var report = SampleReports.Rich with { Findings = [.. SampleReports.Rich.Findings.Select(f => f.Reference == "CVE-2021-44906" ? f with { FixedBy = null, Open = open } : f)] };
        var analysis = Vulnerability(report, "CVE-2021-44906")["analysis"]!;
        Assert.Equal(("in_triage", response, $"Open, {reason}: as it is."), ((string?)analysis["state"], (string?)analysis["response"]?[0], (string?)analysis["detail"]));
    }

    private static string? State(Report report, string id) => (string?)Vulnerability(report, id)["analysis"]!["state"];

    private static JsonNode Vulnerability(Report report, string id) => Document(report)["vulnerabilities"]!.AsArray().Single(v => (string?)v!["id"] == id)!;

    private static JsonObject Document(Report report) => JsonNode.Parse(VexDocument.Render(report))!.AsObject();
}
