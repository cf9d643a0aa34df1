using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using MassTransit;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>The verbs of phase 3: admission, settlement, hand-offs.</summary>
internal static partial class Verbs
{
    /// <summary>Work may move from master to master; a chain longer than this is a loop.</summary>
    private const int MostHops = 5;

    public static void BeginExecution(this BehaviorContext<OrchestrationState> context)
    {
        var run = context.Saga;
        run.BeginPhase(3);
        var planned = run.Planned.ConvertAll(spec => spec.WorkerId);
        foreach (var spec in run.Planned)
        {
            var missing = spec.DependsOn.Where(planned.Contains).ToList();
            if (missing.Count > 0)
                run.Blocked.Add(new BlockedWorker(spec, missing));
            else
                run.Admit(spec);
        }

        run.Planned.Clear();
    }

    public static void SettleCompleted(this BehaviorContext<OrchestrationState, WorkerCompleted> context)
    {
        var (run, settled) = (context.Saga, context.Message);
        if (!run.Open.Remove(settled.WorkerId))
            return;

        foreach (var handOff in settled.HandOffs)
            run.Pass(handOff, settled);
        run.Unblock(settled.WorkerId);
    }

    public static void SettleFailed(this BehaviorContext<OrchestrationState, WorkerFailed> context)
    {
        context.SettleFailedQuietly();
        var (run, settled) = (context.Saga, context.Message);
        run.Escalate(settled.Master, $"worker/{settled.WorkerId:N}", Severity.Medium,
            $"{settled.Type} {settled.WorkerId:D} failed after {settled.Attempts} {(settled.Attempts == 1 ? "attempt" : "attempts")}: {settled.Failure.Reason}");
        run.FailDependents(settled.WorkerId);
    }

    public static void SettleFailedQuietly(this BehaviorContext<OrchestrationState, WorkerFailed> context)
    {
        var (run, settled) = (context.Saga, context.Message);
        if (run.Open.Remove(settled.WorkerId))
            run.FailedWorkers.Add(new FailedWorker(settled.WorkerId, settled.Master));
    }

    public static void SettleCanceled(this BehaviorContext<OrchestrationState, WorkerCanceled> context)
    {
        context.Saga.Open.Remove(context.Message.WorkerId);
        context.Saga.FailDependents(context.Message.WorkerId);
    }

    public static void SettleWithoutHandOffs(this BehaviorContext<OrchestrationState, WorkerCompleted> context) =>
        context.Saga.Open.Remove(context.Message.WorkerId);

    public static void AdmitHandOff(this BehaviorContext<OrchestrationState, HandOffAccepted> context)
    {
        var run = context.Saga;
        if (run.HandOffs.RemoveAll(open => open.HandOffId == context.Message.HandOffId) == 0)
            return;
        if (!run.Expired)
            run.Admit(context.Message.Worker);
    }

    public static void DropHandOff(this BehaviorContext<OrchestrationState, HandOffRefused> context) =>
        context.Saga.HandOffs.RemoveAll(open => open.HandOffId == context.Message.HandOffId);

    public static void StopTheRest(this BehaviorContext<OrchestrationState, PhaseTimedOut> context)
    {
        var run = context.Saga;
        run.MarkTimedOut();
        run.Expired = true;
        foreach (var handOff in run.HandOffs)
            run.Escalate(handOff.Master, $"hand-off/{handOff.HandOffId:N}", Severity.Medium, "a hand-off was not answered before the end of the execution phase");
        foreach (var blocked in run.Blocked)
            run.Escalate(blocked.Spec.Master, $"worker/{blocked.Spec.WorkerId:N}", Severity.Medium, $"{blocked.Spec.Key} was not started before the end of the execution phase");
        run.HandOffs.Clear();
        run.Blocked.Clear();
        foreach (var worker in run.Open)
            run.Decision.Publish(new CancelWorker { WorkerId = worker, Reason = "the execution phase was over", TimedOut = true });
    }

    public static void CancelOpenWorkers(this BehaviorContext<OrchestrationState> context)
    {
        var run = context.Saga;
        run.PausedSeconds = null;
        run.HandOffs.Clear();
        run.Blocked.Clear();
        run.SetPhaseDeadline(run.Request.Plan.Phases[5].LimitSeconds);
        foreach (var worker in run.Open)
            run.Decision.Publish(new CancelWorker { WorkerId = worker, Reason = run.Reason! });
    }

    public static void GiveUpOnOpenWorkers(this BehaviorContext<OrchestrationState, PhaseTimedOut> context)
    {
        var run = context.Saga;
        run.MarkTimedOut();
        foreach (var worker in run.Open)
            run.Escalate(Contracts.ServiceNames.Coordinator, $"worker/{worker:N}", Severity.High, $"worker {worker:D} did not settle after the run was canceled");
        run.Open.Clear();
    }

    public static void RestartWorker(this BehaviorContext<OrchestrationState, RetryWorker> context)
    {
        var run = context.Saga;
        if (run.Expired || run.FailedWorkers.Find(failed => failed.WorkerId == context.Message.WorkerId) is not { } failed)
        {
            context.Refuse(nameof(RetryWorker), run.Expired ? "the execution phase is over" : $"worker {context.Message.WorkerId:D} has not failed in this run");
            return;
        }

        run.FailedWorkers.Remove(failed);
        run.Open.Add(failed.WorkerId);
        run.Escalations.RemoveAll(escalation => escalation.Id == DeterministicId.Of($"{run.CorrelationId:N}/{failed.Master}/worker/{failed.WorkerId:N}").ToString("D"));
        run.Decision.Publish(new RestartWorker { WorkerId = failed.WorkerId, EndsAt = run.PhaseEndsAt });
    }

    private static IEnumerable<WorkerPlan> LimitsOf(this OrchestrationState run, string master) =>
        run.Request.Plan.Workers.Where(worker => worker.Counts.ContainsKey(master) || worker.OnDemand.Contains(master));

    private static void Admit(this OrchestrationState run, WorkerSpec spec)
    {
        run.Open.Add(spec.WorkerId);
        run.Decision.Publish(new AdmitWorker
        {
            OrchestrationId = run.CorrelationId,
            WorkerId = spec.WorkerId,
            Spec = spec,
            Targets = [.. run.Request.Targets.Where(target => spec.Targets.Contains(target.Name))],
            PoolId = run.PoolId(),
            EndsAt = run.WorkEndsAt(),
            DryRun = run.Request.DryRun,
            Trusted = run.Request.Trusted,
        });
    }

    private static void Pass(this OrchestrationState run, HandOff handOff, WorkerCompleted settled)
    {
        var id = DeterministicId.Of($"{run.CorrelationId:N}/hand-off/{settled.WorkerId:N}/{handOff.Key}");
        var hop = settled.Hop + 1;
        if (run.Reject(handOff, hop) is { } reason)
        {
            run.Decision.Publish(new HandOffRefused { OrchestrationId = run.CorrelationId, HandOffId = id, Master = handOff.ToMaster, Reason = reason });
            return;
        }

        run.HandOffs.Add(new OpenHandOff(id, handOff.ToMaster, hop));
        run.Decision.Send(handOff.ToMaster, new ConsiderHandOff
        {
            OrchestrationId = run.CorrelationId,
            HandOffId = id,
            Master = handOff.ToMaster,
            HandOff = handOff,
            Hop = hop,
            Targets = run.Request.Targets,
            Limits = [.. run.LimitsOf(handOff.ToMaster)],
            HasModel = run.Request.Model is not null,
        });
    }

    private static string? Reject(this OrchestrationState run, HandOff handOff, int hop)
    {
        if (run.Expired)
            return "the execution phase is over";
        if (hop > MostHops)
            return $"it would be hop {hop}, {MostHops} are allowed";
        return run.Masters.Exists(master => master.Name == handOff.ToMaster && HasWork(master)) ? null : $"'{handOff.ToMaster}' takes no work in this run";
    }

    private static void Unblock(this OrchestrationState run, Guid completed)
    {
        for (var i = 0; i < run.Blocked.Count; i++)
        {
            var blocked = run.Blocked[i];
            if (!blocked.Missing.Contains(completed))
                continue;
            var missing = blocked.Missing.Where(id => id != completed).ToList();
            run.Blocked[i] = blocked with { Missing = missing };
        }

        foreach (var free in run.Blocked.Where(blocked => blocked.Missing.Count == 0).ToList())
        {
            run.Blocked.Remove(free);
            run.Admit(free.Spec);
        }
    }

    private static void FailDependents(this OrchestrationState run, Guid failed)
    {
        foreach (var dependent in run.Blocked.Where(blocked => blocked.Missing.Contains(failed)).ToList())
        {
            run.Blocked.Remove(dependent);
            run.Escalate(dependent.Spec.Master, $"worker/{dependent.Spec.WorkerId:N}", Severity.Medium, $"{dependent.Spec.Key} was not started: a worker it depends on did not complete");
            run.FailDependents(dependent.Spec.WorkerId);
        }
    }

    private static void ExtendOpenWorkers(this OrchestrationState run)
    {
        if (run.Phase == 3)
            foreach (var worker in run.Open)
                run.Decision.Publish(new ExtendWorker { WorkerId = worker, EndsAt = run.WorkEndsAt() });
    }

    /// <summary>A pause holds the phase's end: until it is over only a worker's own time-out counts.</summary>
    private static DateTimeOffset WorkEndsAt(this OrchestrationState run) => run.PausedSeconds is null ? run.PhaseEndsAt : DateTimeOffset.MaxValue;
}
