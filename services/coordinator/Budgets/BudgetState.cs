using Cortex.Contracts.Budgets;
using Cortex.Contracts.Plans;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Budgets;

/// <summary>The tokens of a run: the ledger, the open leases and who waits for one.</summary>
public sealed class BudgetState : RecordedSaga
{
    public override Guid? Run => CorrelationId;

    public BudgetPlan Budget { get; set; } = new() { Masters = 0, Workers = 0, Reserve = 0 };

    /// <summary>Most that the workers of a master may use, by master.</summary>
    public SortedDictionary<string, int> WorkerLimits { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Settled use of finished workers, by master.</summary>
    public SortedDictionary<string, int> Used { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Reserved by calls whose answer never came; counted as used, by master.</summary>
    public SortedDictionary<string, int> InDoubt { get; set; } = new(StringComparer.Ordinal);
    public int ReserveReleased { get; set; }

    public List<Lease> Leases { get; set; } = [];
    public List<Waiting> Queue { get; set; } = [];

    public int Free => Budget.Workers + ReserveReleased - Used.Values.Sum() - InDoubt.Values.Sum() - Leases.Sum(lease => lease.Tokens);

    public int FreeOf(string master) =>
        WorkerLimits.GetValueOrDefault(master) - Used.GetValueOrDefault(master) - InDoubt.GetValueOrDefault(master)
        - Leases.Where(lease => string.Equals(lease.Master, master, StringComparison.Ordinal)).Sum(lease => lease.Tokens - lease.FromReserve);
}

public sealed record Lease(Guid WorkerId, string Master, int Tokens, int FromReserve);

/// <summary>A request in the admission queue; <see cref="AskedReserve"/> while the recorded decision on the reserve is awaited.</summary>
public sealed record Waiting(RequestLease Request, bool AskedReserve);
