using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Hosting.Data;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;

namespace Cortex.Coordinator;

/// <summary>The coordinator as one of the seven: it looks after the host's own parts and has no workers.</summary>
public sealed class CoordinatorMaster(Store store, DataDirectory data) : IMaster
{
    /// <summary>Below this a run is likely to end for want of space.</summary>
    private const long LeastFreeBytes = 200L * 1024 * 1024;

    public static string Name => ServiceNames.Coordinator;

    public IReadOnlyList<WorkerType> WorkerTypes => [];

    public Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop) =>
        Task.FromResult(new PreflightAnswer([CheckStore(), CheckSpace()], []));

    public WorkPlanned Plan(PlanWork command) =>
        new() { OrchestrationId = command.OrchestrationId, Master = Name, Workers = [], Reason = "no work declared" };

    public HandOffAnswer Consider(ConsiderHandOff command) => new(null, "the coordinator has no workers");

    public Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop) =>
        Task.FromResult(new Aggregation("no work declared", new MasterResults { Master = Name }, []));

    private Check CheckStore()
    {
        var events = store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM events"));
        return new Check { Name = "store", Status = CheckStatus.Passed, Detail = $"{(store.Options.IsShared ? "" : "SQLite at ")}{store.Name}, {events} recorded messages" };
    }

    private Check CheckSpace()
    {
        var free = new DriveInfo(Path.GetFullPath(data.Root)).AvailableFreeSpace;
        return new Check
        {
            Name = "disk space",
            Status = free >= LeastFreeBytes ? CheckStatus.Passed : CheckStatus.Failed,
            Detail = $"{free / (1024 * 1024)} MiB free at {data.Root}",
            Advice = free >= LeastFreeBytes ? null : $"Free at least {LeastFreeBytes / (1024 * 1024)} MiB, or name another data directory with --data.",
        };
    }
}
