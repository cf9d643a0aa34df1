using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Messaging;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>How a phase begins and ends, and what it asks whom.</summary>
internal static partial class Verbs
{
    private static bool IsThere(MasterRecord master) => master.Status is not ("missing" or "failed");

    private static bool HasWork(MasterRecord master) => master.Status == "ready";

    private static Guid PoolId(this OrchestrationState run) => DeterministicId.Of($"pool/{run.Request.Nodes.Pool}");

    private static void BeginPhase(this OrchestrationState run, int phase)
    {
        run.EndPhase(timedOut: false);
        run.Phase = phase;
        run.Phases.Add(new PhaseRecord { Number = phase, StartedAt = run.Decision.At });
        var limit = run.Request.Plan.Phases[phase].LimitSeconds;
        if (run.PausedSeconds is null)
            run.SetPhaseDeadline(limit);
        else
            run.PausedSeconds = limit;
        run.Decision.Publish(new PhaseStarted { OrchestrationId = run.CorrelationId, Phase = phase, EndsAt = run.PhaseEndsAt });
    }

    private static void EndPhase(this OrchestrationState run, bool timedOut)
    {
        run.Decision.CancelDeadline("phase");
        if (run.Phases is [.., { FinishedAt: null } open])
            run.Phases[^1] = open with { FinishedAt = run.Decision.At, TimedOut = open.TimedOut || timedOut };
    }

    private static void MarkTimedOut(this OrchestrationState run) => run.Phases[^1] = run.Phases[^1] with { TimedOut = true };

    private static void SetPhaseDeadline(this OrchestrationState run, double seconds)
    {
        run.PhaseEndsAt = run.Decision.At.AddSeconds(seconds);
        run.Decision.SetDeadline("phase", run.PhaseEndsAt, new PhaseTimedOut { OrchestrationId = run.CorrelationId, Phase = run.Phase });
    }

    private static void AskAll(this OrchestrationState run, Func<MasterRecord, bool> wanted)
    {
        run.Awaiting = [.. run.Masters.Where(wanted).Select(master => master.Name)];
        foreach (var master in run.Awaiting)
            run.Ask(master);
    }

    /// <summary>The command of the current phase.</summary>
    private static void Ask(this OrchestrationState run, string master)
    {
        var (id, request) = (run.CorrelationId, run.Request);
        switch (run.Phase)
        {
            case 0:
                run.Decision.Send(master, new RunPreflight { OrchestrationId = id, Master = master, Targets = request.Targets });
                break;
            case 1:
                run.Decision.Send(master, new ActivateMaster { OrchestrationId = id, Master = master });
                break;
            case 2:
                run.Decision.Send(master, new PlanWork
                {
                    OrchestrationId = id,
                    Master = master,
                    Targets = request.Targets,
                    Goal = request.Goal,
                    Limits = [.. run.LimitsOf(master)],
                    Baseline = run.Masters.Find(record => record.Name == master)!.Baseline,
                    DryRun = request.DryRun,
                    Trusted = request.Trusted,
                    SearchHistory = request.SearchHistory,
                    HasModel = request.Model is not null,
                });
                break;
            case 4:
                run.Decision.Send(master, new AggregateResults { OrchestrationId = id, Master = master });
                break;
            case 5:
                run.Decision.Send(master, new CleanUpRun { OrchestrationId = id, Master = master });
                break;
        }
    }
}
