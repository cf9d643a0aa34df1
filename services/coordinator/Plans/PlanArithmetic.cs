using Cortex.Contracts;
using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans;

/// <summary>What a plan's figures say about each other. <c>Path</c> names the key in the file, <c>workers.scan-worker.timeout</c>.</summary>
internal sealed record PlanFigure(RemarkSeverity Severity, string Path, string Message);

/// <summary>
/// Limits may exceed what they share (a note, as with Kubernetes limits); a lease that nothing could ever grant may not.
/// A negative figure was unreadable and has its remark already: it takes no part.
/// </summary>
internal static class PlanArithmetic
{
    public static IEnumerable<PlanFigure> Check(Plan plan) =>
        [.. Workers(plan), .. Leases(plan), .. Pools(plan), .. MasterLimits(plan), .. Slots(plan)];

    private static IEnumerable<PlanFigure> Workers(Plan plan)
    {
        var missing = ServiceNames.All.Except(plan.Masters.Select(m => m.Name), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var execution = plan.Phases[PlanPhases.Execution].LimitSeconds;
        foreach (var worker in plan.Workers)
        {
            var path = $"workers.{worker.Type}";
            foreach (var master in worker.Counts.Keys.Where(missing.Contains))
                yield return Error($"{path}.counts.{master}", $"the plan has no master '{master}' to plan {worker.Type}");
            foreach (var master in worker.OnDemand.Where(missing.Contains))
                yield return Error($"{path}.onDemand.{master}", $"the plan has no master '{master}' to start {worker.Type}");

            if (worker.Counts.Count == 0 && worker.OnDemand.Count == 0)
                yield return Warning(path, $"no master has {worker.Type}: give it 'counts' or 'onDemand'");
            if (worker.MinimumTokens > worker.Tokens && worker.Tokens >= 0)
                yield return Error($"{path}.minimumTokens", $"the smallest lease of {worker.Type}, {worker.MinimumTokens:N0}, is above its limit of {worker.Tokens:N0} tokens");
            if (worker.TimeoutSeconds > execution && execution > 0)
                yield return Warning($"{path}.timeout", $"{worker.Type} may take {PlanDuration.Text(worker.TimeoutSeconds)}, but execution ends after {PlanDuration.Text(execution)}: the earlier deadline wins");
        }
    }

    private static IEnumerable<PlanFigure> Leases(Plan plan)
    {
        var limits = plan.Masters.ToDictionary(m => m.Name, m => m.WorkerTokens, StringComparer.Ordinal);
        foreach (var worker in plan.Workers)
        {
            var path = $"workers.{worker.Type}.tokens";
            var planned = worker.Counts.Where(c => c.Value > 0).Select(c => c.Key).ToList();
            if (worker.Tokens > plan.Budget.Workers && plan.Budget.Workers >= 0 && planned.Count + worker.OnDemand.Count > 0)
            {
                yield return new PlanFigure(
                    planned.Count > 0 ? RemarkSeverity.Error : RemarkSeverity.Warning,
                    path,
                    $"one lease of {worker.Type}, {worker.Tokens:N0} tokens, is above the workers' budget of {plan.Budget.Workers:N0}");
                continue;
            }

            foreach (var master in planned.Union(worker.OnDemand, StringComparer.Ordinal))
            {
                if (limits.TryGetValue(master, out var limit) && limit >= 0 && worker.Tokens > limit)
                {
                    yield return new PlanFigure(
                        planned.Contains(master) ? RemarkSeverity.Error : RemarkSeverity.Warning,
                        path,
                        $"one lease of {worker.Type}, {worker.Tokens:N0} tokens, is above the {limit:N0} that the workers of '{master}' may use");
                }
            }
        }
    }

    private static IEnumerable<PlanFigure> Pools(Plan plan)
    {
        var masters = plan.Masters.Sum(m => Known(m.Tokens));
        if (masters > plan.Budget.Masters && plan.Budget.Masters >= 0)
            yield return Note("budget.masters", $"the masters' limits sum to {masters:N0} tokens, {masters - plan.Budget.Masters:N0} over their budget");

        var limits = plan.Masters.Sum(m => Known(m.WorkerTokens));
        if (limits > plan.Budget.Workers && plan.Budget.Workers >= 0)
            yield return Note("budget.workers", $"the masters' limits for workers sum to {limits:N0} tokens, {limits - plan.Budget.Workers:N0} over the workers' budget");

        var leases = plan.Workers.Sum(w => w.Counts.Values.Sum(Known) * Known(w.Tokens));
        if (leases > plan.Budget.Workers && plan.Budget.Workers >= 0)
            yield return Note("budget.workers", $"the planned workers' leases sum to {leases:N0} tokens, {leases - plan.Budget.Workers:N0} over the workers' budget");
    }

    private static IEnumerable<PlanFigure> MasterLimits(Plan plan)
    {
        foreach (var master in plan.Masters.Where(m => m.WorkerTokens >= 0))
        {
            var leases = plan.Workers.Sum(w => Known(w.Counts.GetValueOrDefault(master.Name)) * Known(w.Tokens));
            if (leases > master.WorkerTokens)
                yield return Note($"masters.{master.Name}.workerTokens", $"the planned workers' leases of '{master.Name}' sum to {leases:N0} tokens, {leases - master.WorkerTokens:N0} over its limit");
        }
    }

    private static IEnumerable<PlanFigure> Slots(Plan plan)
    {
        var workers = plan.Workers.Sum(w => w.Counts.Values.Sum(Known));
        var slots = plan.Nodes.Nodes.Sum(n => Known(n.Slots));
        if (workers > slots && slots > 0)
            yield return Note("nodes.slots", $"{workers:N0} workers are planned for {slots:N0} slots: some wait for others");
    }

    private static long Known(int figure) => Math.Max(0, figure);

    private static PlanFigure Error(string path, string message) => new(RemarkSeverity.Error, path, message);

    private static PlanFigure Warning(string path, string message) => new(RemarkSeverity.Warning, path, message);

    private static PlanFigure Note(string path, string message) => new(RemarkSeverity.Note, path, message);
}
