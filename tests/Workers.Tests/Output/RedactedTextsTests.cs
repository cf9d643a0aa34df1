using Cortex.Contracts.Workers;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Tests.Output;

/// <summary>What workers say in words is stored and told without secrets.</summary>
public sealed class RedactedTextsTests
{
    [Fact]
    public async Task A_heartbeat_is_stored_without_the_secret_in_its_message()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo");
        var client = await harness.PlayAsync(start);
        await client.FetchAssignmentAsync(default);

        await client.HeartbeatAsync(new Heartbeat { Progress = 0.5, Message = $"pushing with {MadeUp.AwsKey} now" }, default);

        Assert.Equal("pushing with [redacted] now", harness.Store.Read(s => s.ProgressOf(harness.Run))[start.WorkerId].Message);
    }

    [Fact]
    public async Task A_failure_is_stored_and_told_without_the_secrets_in_its_reason()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo");
        var token = await harness.RecordAsync(start, await harness.SleeperAsync());
        var client = harness.Client(token);
        await client.FetchAssignmentAsync(default);
        var result = new WorkerResult { Complete = false, Failure = new Failure { Reason = $"git said: {MadeUp.AwsKey} and {token} are wrong", Retryable = false } };

        await client.HandInAsync(result, default);
        await client.HandInAsync(result, default);

        var failed = await harness.ExpectAsync<AttemptFailed>();
        Assert.Equal("git said: [redacted] and [redacted] are wrong", failed.Failure.Reason);
        var stored = $"{harness.Store.Read(s => s.Scalar("SELECT body FROM results"))} {harness.Store.Read(s => s.Scalar("SELECT evidence FROM attempts"))}";
        Assert.Contains("git said: [redacted]", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(MadeUp.AwsKey, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(token[^43..], stored, StringComparison.Ordinal);
    }
}
