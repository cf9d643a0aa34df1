using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.TestWorkers;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Tests;

public sealed class MasterTests
{
    [Fact]
    public async Task A_master_answers_each_command()
    {
        await using var harness = await Harness.StartAsync();

        await harness.SendAsync(new RunPreflight { OrchestrationId = harness.Run, Master = TestMaster.Name, Targets = [] });
        await harness.SendAsync(new ActivateMaster { OrchestrationId = harness.Run, Master = TestMaster.Name });
        await harness.SendAsync(Plan(harness, "test-echo*3"));
        await harness.SendAsync(Consider(harness, 1));
        await harness.SendAsync(Consider(harness, 6));

        Assert.Equal(2, (await harness.ExpectAsync<PreflightCompleted>()).Baseline.Count);
        Assert.Equal(TestMaster.Types.Count, (await harness.ExpectAsync<MasterActivated>()).WorkerTypes.Count);
        Assert.Equal(3, (await harness.ExpectAsync<WorkPlanned>()).Workers.Count);
        Assert.Equal(1, (await harness.ExpectAsync<HandOffAccepted>()).Worker.Hop);
        Assert.Contains("Five", (await harness.ExpectAsync<HandOffRefused>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_the_same_twice_it_answers_once_and_asked_anew_it_answers_the_same()
    {
        await using var harness = await Harness.StartAsync();

        await harness.SendAsync(Plan(harness, "test-echo"), DeterministicId.Of("one"));
        await harness.SendAsync(Plan(harness, "test-echo"), DeterministicId.Of("one"));
        await harness.SendAsync(Plan(harness, "test-echo"), DeterministicId.Of("two"));
        await harness.ExpectAsync<WorkPlanned>(_ => harness.Emitted.Count(o => o.Message is WorkPlanned) == 2);

        var answers = harness.Emitted.Where(o => o.Message is WorkPlanned).ToList();
        Assert.Equal(2, answers.Count);
        Assert.Equal(JsonSerializer.Serialize(answers[0].Message), JsonSerializer.Serialize(answers[1].Message));
        Assert.Equal(DeterministicId.Of(DeterministicId.Of("one"), "testing-plan-work", 0), answers[0].MessageId);
    }

    [Fact]
    public async Task What_is_another_masters_is_left_alone()
    {
        await using var harness = await Harness.StartAsync();
        var other = harness.Command("test-echo");

        await harness.SendAsync(Plan(harness, "test-echo") with { Master = ServiceNames.Security });
        await harness.SendAsync(other with { Spec = other.Spec with { Master = ServiceNames.Security } });
        await harness.SendAsync(Plan(harness, "test-echo"));
        await harness.ExpectAsync<WorkPlanned>();

        Assert.Single(harness.Emitted);
        Assert.Null(harness.Row(other));
    }

    [Fact]
    public async Task Results_are_aggregated_into_an_artifact()
    {
        await using var harness = await Harness.StartAsync();
        foreach (var shard in (int[])[0, 1])
            await harness.SendAsync(harness.Command("test-echo", $"finding {shard}", shard: shard));
        await harness.SendAsync(harness.Command("test-fail"));
        await harness.ExpectAsync<AttemptFailed>();
        await harness.ExpectAsync<AttemptSucceeded>(_ => harness.Emitted.Count(o => o.Message is AttemptSucceeded) == 2);

        await harness.SendAsync(new AggregateResults { OrchestrationId = harness.Run, Master = TestMaster.Name });
        var aggregated = await harness.ExpectAsync<ResultsAggregated>();

        Assert.Equal((3, "3 results, 2 complete"), (aggregated.Findings, aggregated.Summary));
        await using var body = new ArtifactFiles(harness.Data).Open(aggregated.Artifact!);
        var results = await JsonSerializer.DeserializeAsync<MasterResults>(body, CortexJson.Options);
        Assert.Equal(["finding 0", "finding 1", "before it failed"], results!.Findings.Select(f => f.Title));
    }

    [Fact]
    public async Task The_end_of_a_run_leaves_nothing_behind()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-fork");
        await harness.SendAsync(start);
        await harness.ExpectAsync<AttemptStarted>();

        await harness.SendAsync(new CleanUpRun { OrchestrationId = harness.Run, Master = TestMaster.Name });
        var cleaned = await harness.ExpectAsync<RunCleanedUp>();

        Assert.True(cleaned.Removed >= 1);
        Assert.Empty(cleaned.Leftover);
        Assert.DoesNotContain(Launching.ProcessTable.All(), p => !p.IsZombie && Launching.ProcessTable.AttemptOf(p.Id, harness.Data.Work)?.Worker == start.WorkerId);
        Assert.Empty(Directory.EnumerateFileSystemEntries(harness.Data.Work));
        Assert.Equal(AttemptState.Stopped, harness.Row(start).State);
    }

    [Fact]
    public async Task Source_goes_to_the_worker_and_commits_come_back()
    {
        await using var harness = await Harness.StartAsync();
        var folder = Path.Combine(harness.Data.Root, "repository");
        Directory.CreateDirectory(folder);
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "sh", ["-c", "git init -q && echo a > a.txt && git add . && git -c user.name=S -c user.email=s@example.org commit -qm First"])
        { WorkingDirectory = folder, UseShellExecute = false })!;
        await shell.WaitForExitAsync();
        var resolver = new Workspaces.Targets.TargetResolver(
            new Workspaces.Running.Git(TimeProvider.System, harness.Data), new Workspaces.Mirrors.Mirror(harness.Data, new Workspaces.Running.Git(TimeProvider.System, harness.Data)));
        var target = Assert.Single((await resolver.ResolveAsync(folder, default)).Targets);

        await harness.SendAsync(harness.Command("test-source", targets: [target]));
        var source = await harness.ExpectAsync<AttemptSucceeded>();
        await harness.SendAsync(harness.Command("test-commit", targets: [target]));
        var commit = await harness.ExpectAsync<AttemptSucceeded>(s => s.WorkerId != source.WorkerId);

        Assert.EndsWith("a.txt", Assert.Single(harness.Store.Read(s => WorkerResults.Find(s, source.Result))!.Findings).Title, StringComparison.Ordinal);
        var sha = Assert.Single(harness.Store.Read(s => WorkerResults.Find(s, commit.Result))!.Findings).Title;
        var git = new Workspaces.Running.Git(TimeProvider.System, harness.Data);
        var commits = new Workspaces.Changes.CommitBundles(git, new Workspaces.Mirrors.Mirror(harness.Data, git));
        var branch = Workspaces.Changes.ChangeBranch.Name(harness.Run, "change");
        await commits.ReceiveAsync(target, new ArtifactFiles(harness.Data).PathOf(sha), branch, default);
        await commits.PushAsync(target, branch, default);
        Assert.Equal([branch], await commits.BranchesAsync(target, harness.Run, default));
    }

    private static PlanWork Plan(Harness harness, string goal) =>
        new() { OrchestrationId = harness.Run, Master = TestMaster.Name, Targets = [], Goal = goal, Limits = [] };

    private static ConsiderHandOff Consider(Harness harness, int hop) => new()
    {
        OrchestrationId = harness.Run,
        HandOffId = DeterministicId.Of($"hand-off {hop}"),
        Master = TestMaster.Name,
        HandOff = new HandOff { Key = "k", ToMaster = TestMaster.Name, WorkerType = "test-echo", Target = "t", Reason = "r" },
        Hop = hop,
        Targets = [],
        Limits = [],
    };
}
