using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Workers.Work;

namespace Cortex.Workers.Tests;

public class GatewayJsonTests
{
    [Fact]
    public void A_worker_writes_its_result_as_everybody_else_would()
    {
        var result = Result();
        var written = JsonSerializer.Serialize(result, GatewayJson.Default.WorkerResult);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(JsonSerializer.Serialize(result, CortexJson.Options)), JsonNode.Parse(written)),
            written);
    }

    [Fact]
    public void A_worker_reads_what_its_gateway_writes()
    {
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(Result(), CortexJson.Options), GatewayJson.Default.WorkerResult)!;
        Assert.Equal(JsonSerializer.Serialize(Result(), CortexJson.Options), JsonSerializer.Serialize(read, CortexJson.Options));
    }

    private static WorkerResult Result() => new()
    {
        Complete = false,
        Findings =
        [
            new()
            {
                Key = "k", Master = "security", Kind = FindingKinds.Vulnerability, Rule = "r", Severity = Severity.Critical, Target = "t",
                Path = "ä <b>&'\"\u2028", Line = 3, Title = "title", Aliases = ["CVE-2020-0001"],
            },
        ],
        Changes =
        [
            new()
            {
                Key = "c", Master = "security", Kind = "dependency-upgrade", Target = "t", Files = ["a"], Findings = ["k"],
                Verification = new() { Status = VerificationStatus.Skipped, Commands = [], Reason = "not executed" },
                Review = new() { Verdict = "not reviewed" }, Proposal = new() { Kind = "branch" },
            },
        ],
        Assets =
        [
            new()
            {
                Urn = "urn:cortex:x", Kind = "x", Name = "n", Target = "t", Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["Upper"] = "v" },
                Places = [new() { Target = "t", Path = "p", Line = 1, Direct = true, Scope = "runtime" }],
            },
        ],
        Relations = [new() { From = "a", Kind = "contains", To = "b" }],
        HandOffs = [new() { Key = "h", ToMaster = "cicd", WorkerType = "analysis-worker", Target = "t", Reason = "r" }],
        Failure = new() { Reason = "m", Retryable = true, RetryAfterSeconds = 1.5 },
    };
}
