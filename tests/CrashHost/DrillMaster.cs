using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Masters;

namespace Cortex.CrashHost;

/// <summary>In the place of the testing service: workers that lease, use and return tokens, leave a checkpoint and hand work on.</summary>
public sealed class DrillMaster : IMaster
{
    private const int Shards = 2;
    private const int LeaseTokens = 6_000;

    public static string Name => ServiceNames.Testing;

    public IReadOnlyList<WorkerType> WorkerTypes { get; } = [new(DrillWorker.TypeName, "Leases tokens, uses some, leaves a checkpoint, hands on", () => new DrillWorker())];

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) => NoWork.Preflight(Name, Outcomes.TestsAdded, Outcomes.TestCoverage);

    public WorkPlanned Plan(PlanWork command) => new()
    {
        OrchestrationId = command.OrchestrationId,
        Master = command.Master,
        Workers = [.. Enumerable.Range(1, Shards).Select(shard => Spec(command.OrchestrationId, shard.ToString(), command.Targets[0].Name, hop: 0))],
    };

    public HandOffAnswer Consider(ConsiderHandOff command) =>
        new(Spec(command.OrchestrationId, $"hand-off-{command.HandOff.Key}", command.HandOff.Target, command.Hop), null);

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) => Task.FromResult(new Aggregation(
        $"{outcomes.Count} results",
        new MasterResults
        {
            Master = command.Master,
            Findings = [.. outcomes.SelectMany(outcome => outcome.Result.Findings).DistinctBy(finding => finding.Key)],
            Changes = [.. outcomes.SelectMany(outcome => outcome.Result.Changes).DistinctBy(change => change.Key)],
        },
        NoWork.NotMeasured(Name, Outcomes.TestsAdded, Outcomes.TestCoverage)));

    private static WorkerSpec Spec(Guid run, string shard, string target, int hop)
    {
        var key = $"{Name}/{DrillWorker.TypeName}/{shard}";
        return new WorkerSpec
        {
            WorkerId = DeterministicId.Of($"{run:N}/{key}"),
            Key = key,
            Master = Name,
            Type = DrillWorker.TypeName,
            Targets = [target],
            Tokens = LeaseTokens,
            MinimumTokens = 1_000,
            TimeoutSeconds = 300,
            MaxAttempts = 5,
            Hop = hop,
            Input = shard,
        };
    }
}
