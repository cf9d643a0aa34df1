using System.Text.Json;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Contracts.Tests;

public sealed class JsonTests
{
    [Fact]
    public void Names_are_camel_case_enums_are_words_and_nulls_are_left_out()
    {
        var json = JsonSerializer.Serialize(
            new OrchestrationFinished { OrchestrationId = Guid.Empty, Status = RunStatus.Completed, Reason = null }, CortexJson.Options);

        Assert.Equal("""{"orchestrationId":"00000000-0000-0000-0000-000000000000","status":"completed"}""", json);
    }

    [Fact]
    public void A_missing_required_member_is_refused_by_name()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StartOrchestration>("""{"plan":"full-orchestration"}""", CortexJson.Options));

        Assert.Contains("orchestrationId", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_newer_version_is_skipped()
    {
        var finding = JsonSerializer.Deserialize<Finding>(
            """{"key":"k","master":"security","kind":"secret","rule":"r","severity":"high","target":"t","title":"x","addedLater":{"a":1}}""", CortexJson.Options);

        Assert.Equal(Severity.High, finding!.Severity);
    }
}
