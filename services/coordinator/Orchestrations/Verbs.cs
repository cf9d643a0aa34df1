using Cortex.Contracts;
using Cortex.Contracts.Budgets;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Reports;
using Cortex.Messaging;
using MassTransit;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>The verbs of the phases but execution, whose verbs are in Execution.cs.</summary>
internal static partial class Verbs
{
    public static bool IsThisPhase(BehaviorContext<OrchestrationState, PhaseTimedOut> context) =>
        context.Message.Phase == context.Saga.Phase && context.Saga.PausedSeconds is null;

    public static bool EveryoneAnswered(BehaviorContext<OrchestrationState> context) => context.Saga.EveryoneAnswered;

    public static bool NothingOpen(BehaviorContext<OrchestrationState> context) => context.Saga.NothingOpen;

    public static void Open(this BehaviorContext<OrchestrationState, OrchestrationResolved> context)
    {
        var (run, request) = (context.Saga, context.Message);
        run.Request = request;
        run.StartedAt = run.Decision.At;
        run.Masters = [.. request.Plan.Masters.Select(master => new MasterRecord { Name = master.Name, Status = "waiting" })];
        run.Decision.Publish(new OpenBudget { OrchestrationId = run.CorrelationId, Budget = request.Plan.Budget, Masters = request.Plan.Masters });
        run.Decision.Publish(new ConfigurePool { PoolId = run.PoolId(), Nodes = request.Nodes });
    }

    public static void BeginPreflight(this BehaviorContext<OrchestrationState> context)
    {
        context.Saga.BeginPhase(0);
        context.Saga.AskAll(_ => true);
    }

    public static void NoteChecks(this BehaviorContext<OrchestrationState, PreflightCompleted> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        if (!run.Awaiting.Remove(answer.Master))
            return;

        run.Update(answer.Master, master => master with { Checks = answer.Checks, Baseline = answer.Baseline });
        if (answer.Checks.FirstOrDefault(check => check.Status == CheckStatus.Failed) is { } failed)
            run.DoWithout(answer.Master, "failed", $"preflight check '{failed.Name}' failed: {failed.Detail}{(failed.Advice is null ? "" : $" {failed.Advice}")}");
    }

    public static void BeginActivation(this BehaviorContext<OrchestrationState> context)
    {
        context.Saga.BeginPhase(1);
        context.Saga.AskAll(IsThere);
    }

    public static void NoteReady(this BehaviorContext<OrchestrationState, MasterActivated> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        if (run.Awaiting.Remove(answer.Master))
            run.Update(answer.Master, master => master with
            {
                Status = answer.WorkerTypes.Count == 0 ? "noWorkDeclared" : "ready",
                Version = answer.Version,
                WorkerTypes = [.. answer.WorkerTypes.Select(type => type.Type)],
                Summary = answer.WorkerTypes.Count == 0 ? "no work declared" : "",
            });
    }

    public static void BeginDistribution(this BehaviorContext<OrchestrationState> context)
    {
        context.Saga.BeginPhase(2);
        context.Saga.AskAll(HasWork);
    }

    public static void NotePlan(this BehaviorContext<OrchestrationState, WorkPlanned> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        if (!run.Awaiting.Remove(answer.Master))
            return;

        run.Planned.AddRange(answer.Workers);
        if (answer.Workers.Count == 0)
            run.Update(answer.Master, master => master with { Summary = answer.Reason ?? "nothing to do" });
    }

    public static void BeginAggregation(this BehaviorContext<OrchestrationState> context)
    {
        context.Saga.BeginPhase(4);
        context.Saga.AskAll(HasWork);
    }

    public static void NoteResults(this BehaviorContext<OrchestrationState, ResultsAggregated> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        if (!run.Awaiting.Remove(answer.Master))
            return;
        run.Update(answer.Master, master => master with
        {
            Status = "completed",
            Summary = answer.Summary,
            Measures = answer.Measures,
            Results = answer.Artifact,
        });
        foreach (var open in answer.Escalations)
            run.Escalate(answer.Master, open.Subject, open.Severity, open.Reason);
    }

    public static void BeginCleanup(this BehaviorContext<OrchestrationState> context)
    {
        context.Saga.PausedSeconds = null;
        context.Saga.BeginPhase(5);
        context.Saga.AskAll(IsThere);
    }

    public static void NoteCleanup(this BehaviorContext<OrchestrationState, RunCleanedUp> context)
    {
        var (run, answer) = (context.Saga, context.Message);
        if (run.Awaiting.Remove(answer.Master) && answer.Leftover.Count > 0)
            run.Escalate(answer.Master, "cleanup", Severity.Medium, $"could not be removed: {string.Join("; ", answer.Leftover)}");
    }

    public static void AskForCertificate(this BehaviorContext<OrchestrationState> context) =>
        context.Saga.Decision.Send(ServiceNames.Coordinator, new IssueCertificate { OrchestrationId = context.Saga.CorrelationId });

    public static void NoteCertificate(this BehaviorContext<OrchestrationState, CertificateIssued> context)
    {
        var (run, certificate) = (context.Saga, context.Message.Certificate);
        run.Certificate = certificate;
        run.Outcome ??= RunStatus.Completed;
        if (!certificate.Holds)
            run.Escalate(ServiceNames.Coordinator, "certificate", Severity.Critical,
                $"the certificate does not hold: {string.Join("; ", certificate.Failures.Select(failure => $"{failure.Field}: {failure.Detail}"))}");
    }

    public static void EndUncertified(this BehaviorContext<OrchestrationState, PhaseTimedOut> context) => context.Saga.Fail("no certificate was issued in time");

    public static void EndUncertifiedForFault(this BehaviorContext<OrchestrationState, CommandFaulted> context) =>
        context.Saga.Fail($"no certificate could be issued: {context.Message.Reason}");

    public static void AnnounceEnd(this BehaviorContext<OrchestrationState> context)
    {
        var run = context.Saga;
        run.EndPhase(timedOut: false);
        run.FinishedAt = run.Decision.At;
        run.Decision.Publish(new OrchestrationFinished { OrchestrationId = run.CorrelationId, Status = run.Outcome!.Value, Reason = run.Reason });
    }

    /// <summary>The phase's time is over: masters that have not answered are left out, or the run fails for want of them.</summary>
    public static void GiveUpOnSilent(this BehaviorContext<OrchestrationState, PhaseTimedOut> context)
    {
        var run = context.Saga;
        run.MarkTimedOut();
        foreach (var master in run.Awaiting.ToList())
            run.DoWithout(master, "missing", "did not answer in time");
    }

    public static void NoteFault(this BehaviorContext<OrchestrationState, CommandFaulted> context)
    {
        if (context.Saga.Awaiting.Contains(context.Message.Master))
            context.Saga.DoWithout(context.Message.Master, "failed", $"{context.Message.Command} failed: {context.Message.Reason}");
        else
            context.EscalateFault();
    }

    public static void EscalateFault(this BehaviorContext<OrchestrationState, CommandFaulted> context) =>
        context.Saga.Escalate(context.Message.Master, $"fault/{context.Message.Command}", Severity.High,
            $"{context.Message.Command} failed: {context.Message.Reason}");

    public static void AskAgain(this BehaviorContext<OrchestrationState, RetryMaster> context)
    {
        if (context.Saga.Awaiting.Contains(context.Message.Master))
            context.Saga.Ask(context.Message.Master);
        else
            context.Refuse(nameof(RetryMaster), $"'{context.Message.Master}' is not a master whose answer is missing in this phase");
    }

    public static void DecideCancel(this BehaviorContext<OrchestrationState, CancelOrchestration> context)
    {
        context.Saga.Outcome = RunStatus.Canceled;
        context.Saga.Reason = context.Message.Reason ?? "canceled on request";
        context.Saga.Decision.Publish(new SetAdmission { OrchestrationId = context.Saga.CorrelationId, Open = false });
    }

    public static void Pause(this BehaviorContext<OrchestrationState, PauseOrchestration> context)
    {
        var run = context.Saga;
        if (run.PausedSeconds is not null)
            return;

        run.PausedSeconds = Math.Max(0, (run.PhaseEndsAt - run.Decision.At).TotalSeconds);
        run.Decision.CancelDeadline("phase");
        run.ExtendOpenWorkers();
        run.Decision.Publish(new SetAdmission { OrchestrationId = run.CorrelationId, Open = false });
    }

    public static void Resume(this BehaviorContext<OrchestrationState, ResumeOrchestration> context)
    {
        var run = context.Saga;
        if (run.PausedSeconds is not { } remaining)
            return;

        run.PausedSeconds = null;
        run.SetPhaseDeadline(remaining);
        run.ExtendOpenWorkers();
        run.Decision.Publish(new SetAdmission { OrchestrationId = run.CorrelationId, Open = true });
    }

    public static void NoteEscalation(this BehaviorContext<OrchestrationState, EscalationRaised> context) =>
        context.Saga.Record(context.Message);

    public static void Refuse<T>(this BehaviorContext<OrchestrationState, T> context, string command, string reason) where T : class =>
        context.Saga.Decision.Publish(new CommandRefused { OrchestrationId = context.Saga.CorrelationId, Command = command, Reason = reason });
}
