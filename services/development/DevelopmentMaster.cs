using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Workers.Masters;

namespace Cortex.Development;

/// <summary>Takes part in every run; declares no worker types in this version.</summary>
public sealed class DevelopmentMaster : IMaster
{
    private static readonly string[] Owned = [Outcomes.FeatureChanges];

    public static string Name => ServiceNames.Development;

    public IReadOnlyList<WorkerType> WorkerTypes => [];

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) => NoWork.Preflight(Name, Owned);

    public WorkPlanned Plan(PlanWork command) => NoWork.Plan(command);

    public HandOffAnswer Consider(ConsiderHandOff command) => NoWork.Refuse(command);

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) =>
        NoWork.Aggregate(command, NoWork.NotMeasured(Name, Owned));
}
