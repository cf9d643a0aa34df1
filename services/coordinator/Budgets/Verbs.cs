using Cortex.Contracts;
using Cortex.Contracts.Budgets;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Findings;
using Cortex.Messaging;
using MassTransit;

namespace Cortex.Coordinator.Budgets;

internal static class Verbs
{
    public static void Open(this BehaviorContext<BudgetState, OpenBudget> context)
    {
        context.Saga.Budget = context.Message.Budget;
        foreach (var master in context.Message.Masters)
            context.Saga.WorkerLimits[master.Name] = master.WorkerTokens;
    }

    public static void Enqueue(this BehaviorContext<BudgetState, RequestLease> context)
    {
        var request = context.Message;
        if (!context.Saga.Leases.Exists(lease => lease.WorkerId == request.WorkerId)
            && !context.Saga.Queue.Exists(waiting => waiting.Request.WorkerId == request.WorkerId))
            context.Saga.Queue.Add(new Waiting(request, AskedReserve: false));
    }

    public static void Return(this BehaviorContext<BudgetState, ReturnLease> context)
    {
        var budget = context.Saga;
        budget.Queue.RemoveAll(waiting => waiting.Request.WorkerId == context.Message.WorkerId);
        if (budget.Leases.Find(lease => lease.WorkerId == context.Message.WorkerId) is not { } lease)
            return;

        budget.Leases.Remove(lease);
        budget.Used[lease.Master] = budget.Used.GetValueOrDefault(lease.Master) + context.Message.Used;
        budget.InDoubt[lease.Master] = budget.InDoubt.GetValueOrDefault(lease.Master) + context.Message.InDoubt;
    }

    /// <summary>The decision on the reserve: released tokens go to the worker they were released for, a denial ends its wait.</summary>
    public static void BookReserve(this BehaviorContext<BudgetState, ReserveDecided> context)
    {
        var budget = context.Saga;
        var decision = context.Message;
        if (budget.Queue.Find(waiting => waiting.Request.WorkerId == decision.WorkerId) is not { AskedReserve: true } waiting)
            return;

        budget.Queue.Remove(waiting);
        var released = Math.Min(decision.Tokens, budget.Budget.Reserve - budget.ReserveReleased);
        if (released > 0)
        {
            var own = Math.Max(0, Math.Min(budget.Free, budget.FreeOf(waiting.Request.Master)));
            budget.ReserveReleased += released;
            budget.Lend(waiting.Request, Math.Min(waiting.Request.Tokens, own + released), released);
        }
        else
            budget.Refuse(waiting.Request, decision.Reason);
    }

    public static void Grant(this BehaviorContext<BudgetState> context)
    {
        var budget = context.Saga;
        foreach (var waiting in budget.Queue.OrderByDescending(waiting => waiting.Request.Priority).ToList())
        {
            var request = waiting.Request;
            var available = Math.Max(0, Math.Min(budget.Free, budget.FreeOf(request.Master)));
            if (request.Tokens <= available)
                budget.LendFromQueue(waiting, request.Tokens);
            else if (budget.Leases.Exists(lease => lease.Tokens > 0))
                continue;
            else if (available >= request.Minimum && available > 0)
                budget.LendFromQueue(waiting, available);
            else if (!waiting.AskedReserve)
                budget.AskReserve(waiting, request.Tokens - available);
        }
    }

    private static void LendFromQueue(this BudgetState budget, Waiting waiting, int tokens)
    {
        budget.Queue.Remove(waiting);
        budget.Lend(waiting.Request, tokens, fromReserve: 0);
    }

    private static void Lend(this BudgetState budget, RequestLease request, int tokens, int fromReserve)
    {
        budget.Leases.Add(new Lease(request.WorkerId, request.Master, tokens, fromReserve));
        budget.Decision.Publish(new LeaseGranted { OrchestrationId = request.OrchestrationId, WorkerId = request.WorkerId, Tokens = tokens });
    }

    private static void AskReserve(this BudgetState budget, Waiting waiting, int missing)
    {
        budget.Queue[budget.Queue.IndexOf(waiting)] = waiting with { AskedReserve = true };
        budget.Decision.Send(ServiceNames.Coordinator, new DecideReserve
        {
            OrchestrationId = waiting.Request.OrchestrationId,
            WorkerId = waiting.Request.WorkerId,
            Tokens = missing,
            Priority = waiting.Request.Priority,
            ReserveLeft = budget.Budget.Reserve - budget.ReserveReleased,
            Policy = budget.Budget.ReservePolicy,
        });
    }

    private static void Refuse(this BudgetState budget, RequestLease request, string reason)
    {
        budget.Decision.Publish(new LeaseRefused { OrchestrationId = request.OrchestrationId, WorkerId = request.WorkerId, Reason = reason });
        budget.Decision.Publish(new EscalationRaised
        {
            OrchestrationId = request.OrchestrationId,
            EscalationId = DeterministicId.Of(request.WorkerId, "budget-exhausted", 0),
            Master = request.Master,
            Severity = Severity.High,
            Reason = $"No tokens for a {request.Type} that asked for {request.Tokens}: {reason}",
        });
    }
}
