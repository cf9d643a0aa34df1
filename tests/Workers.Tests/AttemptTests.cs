using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Tests;

public sealed class AttemptTests
{
    [Fact]
    public async Task A_worker_runs_in_a_process_of_its_own_from_start_to_result()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", "hello");

        await harness.SendAsync(start);
        var started = await harness.ExpectAsync<AttemptStarted>();
        var done = await harness.ExpectAsync<AttemptSucceeded>();

        Assert.Equal("node-1", started.Node);
        Assert.Equal((start.WorkerId, 1, 1), (done.WorkerId, done.Attempt, done.Findings));
        var result = harness.Store.Read(s => WorkerResults.Find(s, done.Result));
        Assert.Equal("hello", Assert.Single(result!.Findings).Title);
    }

    [Fact]
    public async Task The_same_start_twice_is_one_attempt()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo");

        await harness.SendAsync(start, DeterministicId.Of("same"));
        await harness.SendAsync(start, DeterministicId.Of("same"));
        await harness.SendAsync(start, DeterministicId.Of("another message with the same content"));
        await harness.ExpectAsync<AttemptSucceeded>();

        Assert.Single(harness.Emitted, o => o.Message is AttemptStarted);
    }

    [Fact]
    public async Task A_crash_is_lost_with_its_exit_code_and_last_words()
    {
        await using var harness = await Harness.StartAsync();

        await harness.SendAsync(harness.Command("test-crash", "9"));
        var lost = await harness.ExpectAsync<AttemptLost>();

        Assert.Contains("exit code 9", lost.Evidence, StringComparison.Ordinal);
        Assert.Contains("about to crash", lost.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_is_a_failure_that_may_be_tried_again()
    {
        await using var harness = await Harness.StartAsync();

        await harness.SendAsync(harness.Command("test-throw"));
        var failed = await harness.ExpectAsync<AttemptFailed>();

        Assert.True(failed.Failure.Retryable);
        Assert.Contains("thrown on purpose", failed.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_as_data_keeps_what_was_found_before()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-fail");

        await harness.SendAsync(start);
        var failed = await harness.ExpectAsync<AttemptFailed>();

        Assert.False(failed.Failure.Retryable);
        var outcome = Assert.Single(harness.Store.Read(s => WorkerResults.OutcomesOf(s, harness.Run, start.Spec.Master)));
        Assert.False(outcome.Complete);
        Assert.Equal("before it failed", Assert.Single(outcome.Result.Findings).Title);
    }

    [Fact]
    public async Task The_next_attempt_goes_on_from_the_checkpoint()
    {
        await using var harness = await Harness.StartAsync();

        await harness.SendAsync(harness.Command("test-checkpoint"));
        var lost = await harness.ExpectAsync<AttemptLost>();
        await harness.SendAsync(harness.Command("test-checkpoint", attempt: 2));
        var done = await harness.ExpectAsync<AttemptSucceeded>();

        Assert.Contains("signal 9", lost.Evidence, StringComparison.Ordinal);
        var result = harness.Store.Read(s => WorkerResults.Find(s, done.Result));
        Assert.Equal("goes on from half", Assert.Single(result!.Findings).Title);
    }

    [Fact]
    public async Task An_ended_attempt_leaves_no_workspace_and_no_secret()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-slow");
        await harness.SendAsync(start);
        await harness.ExpectAsync<AttemptStarted>();

        var row = harness.Row(start);
        var process = Cortex.Workers.Launching.LocalProcessHandle.Parse(row.Handle)!;
        var environment = await File.ReadAllTextAsync($"/proc/{process.Id}/environ");
        var commandLine = await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline");
        await harness.SendAsync(harness.Stop(start));
        await harness.ExpectAsync<AttemptStopped>();

        Assert.Contains($"CORTEX_ATTEMPT={start.WorkerId:D}/1", environment, StringComparison.Ordinal);
        Assert.DoesNotContain($"{start.WorkerId:N}.1.", environment + commandLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(process.Workspace));
    }
}
