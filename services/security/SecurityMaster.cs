using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Workers.Masters;

namespace Cortex.Security;

/// <summary>Takes part in every run; declares no worker types in this version.</summary>
public sealed class SecurityMaster : IMaster
{
    private static readonly string[] Owned = [Outcomes.CvesIdentified, Outcomes.AutoFixChanges];

    public static string Name => ServiceNames.Security;

    public IReadOnlyList<WorkerType> WorkerTypes => [];

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) => NoWork.Preflight(Name, Owned);

    public WorkPlanned Plan(PlanWork command) => NoWork.Plan(command);

    public HandOffAnswer Consider(ConsiderHandOff command) => NoWork.Refuse(command);

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) =>
        NoWork.Aggregate(command, NoWork.NotMeasured(Name, Owned));
}
