using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Embedded;
using Cortex.Cli.Tests.Hosts;
using Cortex.Cli.Tests.Processes;
using Cortex.Cli.Undo;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Tests.Commands;

public sealed class UndoCommandTests
{
    private static readonly Guid Run = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public async Task It_wants_to_be_told_which_run()
    {
        var undo = await InProcess.RunAsync(["undo"]);

        Assert.Equal(ExitCodes.Usage, undo.ExitCode);
        Assert.Contains("undo wants the id of a run", undo.Error);
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Paused)]
    [InlineData(RunStatus.Canceling)]
    public async Task A_run_that_is_not_over_is_refused(RunStatus status)
    {
        await using var host = await FakeHost.StartAsync();
        host.Runs.Set(RecordedRun.Finished(status, Run));

        var undo = await InProcess.RunAsync(["undo", Run.ToString(), "--server", host.Url.ToString()], new(StringComparer.Ordinal) { ["CORTEX_TOKEN"] = FakeHost.Token, ["HOME"] = "/nowhere" });

        Assert.Equal(ExitCodes.Failed, undo.ExitCode);
        Assert.Contains($"is {status.ToString().ToLowerInvariant()}", undo.Error);
    }

    [Fact]
    public async Task A_run_that_changed_nothing_has_nothing_to_undo_and_says_so_as_JSON_too()
    {
        using var repository = new Repository();
        Assert.Equal(ExitCodes.Completed, (await RunAsync(repository, "run", repository.Source, "--masters", "inventory")).ExitCode);
        var id = JsonDocument.Parse((await RunAsync(repository, "list", "--json")).Out).RootElement[0].GetProperty("id").GetString()!;

        var text = await RunAsync(repository, "undo", id[..8]);
        var json = await RunAsync(repository, "undo", "--dry-run", "--json", id[..8]);

        Assert.Equal((ExitCodes.Completed, $"Run {id} left nothing outside: there is nothing to undo.\n", ""), (text.ExitCode, text.Out, text.Error));
        var undone = JsonDocument.Parse(json.Out).RootElement;
        Assert.True(undone.GetProperty("dryRun").GetBoolean());
        Assert.Equal(0, undone.GetProperty("steps").GetArrayLength());
        Assert.Contains("No run has the id 'ffffffff'", (await RunAsync(repository, "undo", "ffffffff")).Error);
    }

    [Fact]
    public void Each_branch_proposal_and_file_has_a_line()
    {
        var undone = new RunUndone
        {
            Id = Run,
            DryRun = false,
            Steps =
            [
                Step("pull-request", "https://example.org/pull/1", UndoOutcome.Removed),
                Step("branch", "cortex/x/one", UndoOutcome.Removed),
                Step("branch", "cortex/x/two", UndoOutcome.Kept, "somebody has committed to it since"),
                Step("branch", "cortex/x/three", UndoOutcome.Gone),
                Step("branch", "cortex/x/\u001b[2Jfour", UndoOutcome.Failed, "no"),
            ],
        };

        Assert.Equal(
            $"""
            shop
              closed        pull-request https://example.org/pull/1
              deleted       branch cortex/x/one
              kept          branch cortex/x/two: somebody has committed to it since
              already gone  branch cortex/x/three
              failed        branch cortex/x/ [2Jfour: no

            Run {Run}: 2 undone, 1 already gone, 1 kept, 1 failed.

            """,
            UndoText.Of(undone));
        Assert.Contains("  would close   pull-request https://example.org/pull/1\n  would delete  branch cortex/x/one\n", UndoText.Of(undone with { DryRun = true }));
    }

    private static UndoStep Step(string kind, string name, UndoOutcome outcome, string? reason = null) =>
        new() { Master = "security", Target = "shop", Change = "c", Kind = kind, Name = name, Outcome = outcome, Reason = reason };

    private static Task<CortexProcess.Outcome> RunAsync(Repository repository, params string[] arguments) =>
        CortexProcess.RunAsync([.. arguments, "--data", repository.Data]);
}
