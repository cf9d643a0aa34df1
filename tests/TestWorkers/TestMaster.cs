using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Changes;
using Cortex.Workers.Masters;

namespace Cortex.TestWorkers;

/// <summary>Plans what the goal says, for example <c>test-echo*3 test-crash</c>, in the place of the testing service. An input follows a colon.</summary>
public sealed class TestMaster : IMaster
{
    public static string Name => ServiceNames.Testing;

    public static IReadOnlyList<WorkerType> Types { get; } =
    [
        new("test-echo", "Returns its input as a finding", () => new EchoWorker()),
        new("test-source", "Checks its targets out and counts files and links", () => new SourceWorker()),
        new("test-tokens", "Reserves and settles tokens", () => new TokensWorker()),
        new("test-checkpoint", "Crashes after its checkpoint, then goes on from there", () => new CheckpointWorker()),
        new("test-slow", "Works until it is stopped and returns what it has", () => new SlowWorker()),
        new("test-deaf", "Does not listen to its stop", () => new DeafWorker()),
        new("test-fork", "Starts children that outlive it", () => new ForkWorker()),
        new("test-crash", "Ends with the exit code of its input", () => new CrashWorker()),
        new("test-throw", "Throws", () => new ThrowWorker()),
        new("test-fail", "Fails for good", () => new FailWorker()),
        new("test-memory", "Takes memory until it is ended", () => new MemoryWorker()),
        new("test-hand-off", "Finds work for the master of its input", () => new HandOffWorker()),
        new("test-commit", "Commits a change and hands it in", () => new CommitWorker()),
        new(ChangeWorker.TypeName, "Commits the changes of its input and hands them on to a pr-worker", () => new ChangeWorker()),
        PrWorker.For(TestProposal.Of),
    ];

    public IReadOnlyList<WorkerType> WorkerTypes => Types;

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) => NoWork.Preflight(Name, Outcomes.TestsAdded, Outcomes.TestCoverage);

    public WorkPlanned Plan(PlanWork command) => new()
    {
        OrchestrationId = command.OrchestrationId,
        Master = command.Master,
        Workers =
        [
            .. (command.Goal ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(Repeat)
                .Select((wanted, shard) => Spec(command.OrchestrationId, command.Master, wanted.Type, shard, wanted.Input, [.. command.Targets.Select(t => t.Name)])),
        ],
    };

    public HandOffAnswer Consider(ConsiderHandOff command) => command.HandOff.WorkerType == PrWorker.WorkerType
        ? ProposalHandOffs.Consider(command)
        : command.Hop > 5
        ? new HandOffAnswer(null, "Five hops are enough.")
        : new HandOffAnswer(
            Spec(command.OrchestrationId, command.Master, command.HandOff.WorkerType, 1000 + command.Hop, command.HandOff.Input, [command.HandOff.Target]) with { Hop = command.Hop }, null);

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) => Task.FromResult(new Aggregation(
        $"{outcomes.Count} results, {outcomes.Count(o => o.Complete)} complete",
        new MasterResults { Master = command.Master, Findings = [.. outcomes.SelectMany(o => o.Result.Findings).DistinctBy(f => f.Key)], Changes = [.. outcomes.SelectMany(o => o.Result.Changes)] },
        NoWork.NotMeasured(Name, Outcomes.TestsAdded, Outcomes.TestCoverage)));

    public static WorkerSpec Spec(Guid run, string master, string type, int shard, string? input, IReadOnlyList<string> targets) => new()
    {
        WorkerId = DeterministicId.Of($"{run:N}/{master}/{type}/{shard}"),
        Key = $"{master}/{type}/{shard}",
        Master = master,
        Type = type,
        Targets = targets,
        TimeoutSeconds = 600,
        Input = input,
    };

    private static IEnumerable<(string Type, string? Input)> Repeat(string wanted)
    {
        var (what, input) = wanted.Split(':', 2) is [var before, var after] ? (before, after) : (wanted, null);
        var (type, count) = what.Split('*') is [var name, var times] ? (name, int.Parse(times)) : (what, 1);
        return Enumerable.Repeat((type, input), count);
    }
}
