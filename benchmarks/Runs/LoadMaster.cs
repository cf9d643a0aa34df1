using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Masters;

namespace Cortex.Benchmarks.Runs;

/// <summary>In the place of the testing service: plans as many workers as the goal says, each with a small lease, which do nothing.</summary>
internal sealed class LoadMaster : IMaster
{
    public static IReadOnlyList<WorkerType> Types { get; } = [new(NoOpWorker.TypeName, "Does nothing", () => new NoOpWorker())];

    public static string Name => ServiceNames.Testing;

    public IReadOnlyList<WorkerType> WorkerTypes => Types;

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) => NoWork.Preflight(Name, Outcomes.TestsAdded, Outcomes.TestCoverage);

    public WorkPlanned Plan(PlanWork command) => new()
    {
        OrchestrationId = command.OrchestrationId,
        Master = command.Master,
        Workers = [.. Enumerable.Range(0, int.Parse(command.Goal!)).Select(shard => Spec(command, $"{Name}/{NoOpWorker.TypeName}/{shard}"))],
    };

    public HandOffAnswer Consider(ConsiderHandOff command) => NoWork.Refuse(command);

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) => Task.FromResult(new Aggregation(
        $"{outcomes.Count} results",
        new MasterResults { Master = command.Master },
        NoWork.NotMeasured(Name, Outcomes.TestsAdded, Outcomes.TestCoverage)));

    private static WorkerSpec Spec(PlanWork command, string key) => new()
    {
        WorkerId = DeterministicId.Of($"{command.OrchestrationId:N}/{key}"),
        Key = key,
        Master = Name,
        Type = NoOpWorker.TypeName,
        Targets = [command.Targets[0].Name],
        Tokens = 8,
        MinimumTokens = 1,
        TimeoutSeconds = 600,
    };
}
