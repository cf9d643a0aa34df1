using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans.Estimates;

internal static class Estimator
{
    public static PlanEstimate Estimate(Plan plan, NodePoolPlan pool)
    {
        var before = plan.Phases.Take(PlanPhases.Execution).Sum(p => p.LimitSeconds);
        var execution = plan.Phases[PlanPhases.Execution].LimitSeconds;
        var packed = SlotPacking.Pack(Planned(plan), pool.Nodes, before, before + execution);
        var workersEnd = packed.Max(w => w.EndSeconds) ?? before;
        List<OnDemandEstimate> onDemand = [.. plan.Workers.Where(w => w.OnDemand.Count > 0).Select(OnDemand)];
        var executionEnd = onDemand.Count > 0 ? before + execution : workersEnd;
        var workers = SlotPacking.WithSlack(packed, executionEnd);
        var phases = Phases(plan, executionEnd);
        return new PlanEstimate
        {
            Plan = plan.Name,
            DurationSeconds = phases[^1].EndSeconds,
            LimitSeconds = plan.Phases.Sum(p => p.LimitSeconds),
            Phases = phases,
            Workers = [.. workers.Select(w => w.Estimate)],
            OnDemand = onDemand,
            CriticalPath = CriticalPath(phases, workers, workersEnd),
            Tokens = Tokens(plan),
            Capacity = Capacity(pool, workers),
        };
    }

    private static IEnumerable<WorkerEstimate> Planned(Plan plan) =>
        from worker in plan.Workers
        from count in worker.Counts
        from number in Enumerable.Range(1, count.Value)
        select new WorkerEstimate
        {
            Key = $"{count.Key}/{worker.Type}/{number}",
            Master = count.Key,
            Type = worker.Type,
            Tokens = worker.Tokens,
            TimeoutSeconds = worker.TimeoutSeconds,
        };

    private static OnDemandEstimate OnDemand(WorkerPlan worker) => new()
    {
        Type = worker.Type,
        Masters = worker.OnDemand,
        Tokens = worker.Tokens,
        TimeoutSeconds = worker.TimeoutSeconds,
    };

    private static List<PhaseEstimate> Phases(Plan plan, int executionEnd)
    {
        var phases = new List<PhaseEstimate>();
        var start = 0;
        foreach (var phase in plan.Phases)
        {
            var end = phase.Number == PlanPhases.Execution ? executionEnd : start + phase.LimitSeconds;
            phases.Add(new PhaseEstimate { Number = phase.Number, Name = phase.Name, StartSeconds = start, EndSeconds = end, LimitSeconds = phase.LimitSeconds });
            start = end;
        }

        return phases;
    }

    private static List<CriticalStep> CriticalPath(List<PhaseEstimate> phases, List<PackedWorker> workers, int workersEnd)
    {
        var execution = phases[PlanPhases.Execution];
        var path = phases.Take(PlanPhases.Execution).Select(p => new CriticalStep { Name = p.Name, StartSeconds = p.StartSeconds, EndSeconds = p.EndSeconds }).ToList();
        path.AddRange(workers.Select(w => w.Estimate).Where(w => w.Critical)
            .OrderBy(w => w.StartSeconds)
            .Select(w => new CriticalStep { Name = w.Key, StartSeconds = w.StartSeconds!.Value, EndSeconds = w.EndSeconds!.Value }));
        if (workersEnd < execution.EndSeconds)
            path.Add(new CriticalStep { Name = "on-demand workers", StartSeconds = workersEnd, EndSeconds = execution.EndSeconds });
        path.AddRange(phases.Skip(PlanPhases.Execution + 1).Select(p => new CriticalStep { Name = p.Name, StartSeconds = p.StartSeconds, EndSeconds = p.EndSeconds }));
        return path;
    }

    private static TokenEstimate Tokens(Plan plan)
    {
        var perMaster = plan.Masters.Select(master => new MasterTokenEstimate
        {
            Name = master.Name,
            Tokens = master.Tokens,
            WorkerTokens = master.WorkerTokens,
            PlannedWorkers = plan.Workers.Sum(w => w.Counts.GetValueOrDefault(master.Name)),
            PlannedLeases = plan.Workers.Sum(w => (long)w.Counts.GetValueOrDefault(master.Name) * w.Tokens),
        }).ToList();
        return new TokenEstimate
        {
            Masters = Pool(plan.Budget.Masters, plan.Masters.Sum(m => (long)m.Tokens), plannedLeases: 0),
            Workers = Pool(plan.Budget.Workers, plan.Masters.Sum(m => (long)m.WorkerTokens), perMaster.Sum(m => m.PlannedLeases)),
            Reserve = plan.Budget.Reserve,
            PerMaster = perMaster,
        };
    }

    private static PoolEstimate Pool(int budget, long limits, long plannedLeases) => new()
    {
        Budget = budget,
        Limits = limits,
        PlannedLeases = plannedLeases,
        OverSubscribed = Math.Max(0, Math.Max(limits, plannedLeases) - budget),
    };

    private static CapacityEstimate Capacity(NodePoolPlan pool, List<PackedWorker> workers)
    {
        var byNode = workers.Where(w => w.Estimate.Node is not null).CountBy(w => w.Estimate.Node!).ToDictionary(StringComparer.Ordinal);
        return new CapacityEstimate
        {
            Pool = pool.Pool,
            Slots = pool.Nodes.Sum(n => (long)n.Slots),
            PlannedWorkers = workers.Count,
            Unplaced = workers.Count(w => w.Estimate.Node is null),
            Nodes = [.. pool.Nodes.Select(n => new NodeEstimate { Name = n.Name, Slots = n.Slots, Workers = byNode.GetValueOrDefault(n.Name) })],
        };
    }
}
