using Cortex.Contracts.Budgets;
using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Reserve;

/// <summary>Who may draw on the emergency reserve, by the plan's policy.</summary>
internal static class ReserveRule
{
    /// <summary>Priorities are 0 to 9; from here on work counts as critical.</summary>
    public const int CriticalPriority = 8;

    public static ReserveDecided Decide(DecideReserve request)
    {
        var (tokens, reason) = request switch
        {
            { Policy: ReservePolicy.Never } => (0, "the budget is used up and the plan keeps the reserve closed"),
            { Policy: ReservePolicy.Critical, Priority: < CriticalPriority } =>
                (0, $"the budget is used up and the reserve is kept for work of priority {CriticalPriority} and above (this has {request.Priority})"),
            _ when request.ReserveLeft < request.Tokens => (0, $"the budget is used up and the reserve holds {request.ReserveLeft} tokens of the {request.Tokens} that are missing"),
            _ => (request.Tokens, $"{request.Tokens} tokens released for work of priority {request.Priority}"),
        };
        return new ReserveDecided
        {
            OrchestrationId = request.OrchestrationId,
            WorkerId = request.WorkerId,
            Tokens = tokens,
            Reason = reason,
            DecidedBy = $"plan policy '{request.Policy.ToString().ToLowerInvariant()}'",
        };
    }
}
