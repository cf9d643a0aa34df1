using Cortex.Contracts.Certificates;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Workers;
using MassTransit;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>
/// A run goes through its six phases: preflight, activation, distribution, execution, aggregation, and reporting and cleanup (whose two
/// steps are cleaning up and certifying). A cancel or a failure takes the short way to the same last phase.
/// </summary>
public sealed class OrchestrationStateMachine : MassTransitStateMachine<OrchestrationState>
{
    public OrchestrationStateMachine()
    {
        InstanceState(run => run.CurrentState);
        DeclareEvents();

        Initially(
            When(Resolved).Then(Verbs.Open).TransitionTo(Preflight));

        WhenEnter(Preflight, run => run.Then(Verbs.BeginPreflight));
        During(Preflight,
            When(PreflightCompleted).Then(Verbs.NoteChecks).MoveOn(this, Activating),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnSilent).MoveOn(this, Activating),
            When(CommandFaulted).Then(Verbs.NoteFault).MoveOn(this, Activating));

        WhenEnter(Activating, run => run.Then(Verbs.BeginActivation));
        During(Activating,
            When(MasterActivated).Then(Verbs.NoteReady).MoveOn(this, Distributing),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnSilent).MoveOn(this, Distributing),
            When(CommandFaulted).Then(Verbs.NoteFault).MoveOn(this, Distributing));

        WhenEnter(Distributing, run => run.Then(Verbs.BeginDistribution).If(Verbs.EveryoneAnswered, next => next.TransitionTo(Executing)));
        During(Distributing,
            When(WorkPlanned).Then(Verbs.NotePlan).MoveOn(this, Executing),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnSilent).MoveOn(this, Executing),
            When(CommandFaulted).Then(Verbs.NoteFault).MoveOn(this, Executing));

        During([Preflight, Activating, Distributing],
            When(CancelRequested).Then(Verbs.DecideCancel).TransitionTo(CleaningUp));

        WhenEnter(Executing, run => run.Then(Verbs.BeginExecution).If(Verbs.NothingOpen, next => next.TransitionTo(Aggregating)));
        During(Executing,
            When(WorkerCompleted).Then(Verbs.SettleCompleted).FinishExecuting(this),
            When(WorkerFailed).Then(Verbs.SettleFailed).FinishExecuting(this),
            When(WorkerCanceled).Then(Verbs.SettleCanceled).FinishExecuting(this),
            When(HandOffAccepted).Then(Verbs.AdmitHandOff).FinishExecuting(this),
            When(HandOffRefused).Then(Verbs.DropHandOff).FinishExecuting(this),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.StopTheRest).FinishExecuting(this),
            When(RetryWorkerRequested).Then(Verbs.RestartWorker),
            When(CancelRequested).Then(Verbs.DecideCancel).Then(Verbs.CancelOpenWorkers).TransitionTo(Canceling),
            When(CommandFaulted).Then(Verbs.EscalateFault));

        WhenEnter(Canceling, run => run.If(Verbs.NothingOpen, next => next.TransitionTo(CleaningUp)));
        During(Canceling,
            When(WorkerCompleted).Then(Verbs.SettleWithoutHandOffs).FinishCanceling(this),
            When(WorkerFailed).Then(Verbs.SettleFailedQuietly).FinishCanceling(this),
            When(WorkerCanceled).Then(Verbs.SettleCanceled).FinishCanceling(this),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnOpenWorkers).TransitionTo(CleaningUp),
            When(CommandFaulted).Then(Verbs.EscalateFault));

        WhenEnter(Aggregating, run => run.Then(Verbs.BeginAggregation).If(Verbs.EveryoneAnswered, next => next.TransitionTo(CleaningUp)));
        During(Aggregating,
            When(ResultsAggregated).Then(Verbs.NoteResults).MoveOn(this, CleaningUp),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnSilent).MoveOn(this, CleaningUp),
            When(CommandFaulted).Then(Verbs.NoteFault).MoveOn(this, CleaningUp),
            When(CancelRequested).Then(Verbs.DecideCancel).TransitionTo(CleaningUp));

        WhenEnter(CleaningUp, run => run.Then(Verbs.BeginCleanup).If(Verbs.EveryoneAnswered, next => next.TransitionTo(Certifying)));
        During(CleaningUp,
            When(RunCleanedUp).Then(Verbs.NoteCleanup).If(Verbs.EveryoneAnswered, next => next.TransitionTo(Certifying)),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.GiveUpOnSilent).TransitionTo(Certifying),
            When(CommandFaulted).Then(Verbs.NoteFault).If(Verbs.EveryoneAnswered, next => next.TransitionTo(Certifying)));

        WhenEnter(Certifying, run => run.Then(Verbs.AskForCertificate));
        During(Certifying,
            When(CertificateIssued).Then(Verbs.NoteCertificate).Finish(this),
            When(PhaseTimedOut, Verbs.IsThisPhase).Then(Verbs.EndUncertified).Finish(this),
            When(CommandFaulted).Then(Verbs.EndUncertifiedForFault).Finish(this));

        During([Preflight, Activating, Distributing, Executing, Aggregating],
            When(PauseRequested).Then(Verbs.Pause),
            When(ResumeRequested).Then(Verbs.Resume));
        During([Preflight, Activating, Distributing, Executing, Aggregating, CleaningUp],
            When(RetryMasterRequested).Then(Verbs.AskAgain));
        During([Preflight, Activating, Distributing, Aggregating],
            When(RetryWorkerRequested).Then(context => context.Refuse(nameof(RetryWorker), "workers run in phase 3 only")));
        During([Canceling, CleaningUp, Certifying, Completed, Failed, Canceled],
            When(PauseRequested).Then(context => context.Refuse(nameof(PauseOrchestration), "the run is ending or over")),
            When(ResumeRequested).Then(context => context.Refuse(nameof(ResumeOrchestration), "the run is ending or over")),
            When(RetryWorkerRequested).Then(context => context.Refuse(nameof(RetryWorker), "the run is ending or over")));
        During([Canceling, Certifying, Completed, Failed, Canceled],
            When(RetryMasterRequested).Then(context => context.Refuse(nameof(RetryMaster), "the run is ending or over")));
        During([CleaningUp, Certifying, Completed, Failed, Canceled],
            When(CancelRequested).Then(context => context.Refuse(nameof(CancelOrchestration), "the run is ending or over")));
        During([Preflight, Activating, Distributing, Executing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled],
            When(EscalationRaised).Then(Verbs.NoteEscalation));

        IgnoreTheRest();
    }

    public State Preflight { get; private set; } = null!;
    public State Activating { get; private set; } = null!;
    public State Distributing { get; private set; } = null!;
    public State Executing { get; private set; } = null!;
    public State Canceling { get; private set; } = null!;
    public State Aggregating { get; private set; } = null!;
    public State CleaningUp { get; private set; } = null!;
    public State Certifying { get; private set; } = null!;
    public State Completed { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Canceled { get; private set; } = null!;

    public Event<OrchestrationResolved> Resolved { get; private set; } = null!;
    public Event<PreflightCompleted> PreflightCompleted { get; private set; } = null!;
    public Event<MasterActivated> MasterActivated { get; private set; } = null!;
    public Event<WorkPlanned> WorkPlanned { get; private set; } = null!;
    public Event<WorkerCompleted> WorkerCompleted { get; private set; } = null!;
    public Event<WorkerFailed> WorkerFailed { get; private set; } = null!;
    public Event<WorkerCanceled> WorkerCanceled { get; private set; } = null!;
    public Event<HandOffAccepted> HandOffAccepted { get; private set; } = null!;
    public Event<HandOffRefused> HandOffRefused { get; private set; } = null!;
    public Event<ResultsAggregated> ResultsAggregated { get; private set; } = null!;
    public Event<RunCleanedUp> RunCleanedUp { get; private set; } = null!;
    public Event<CertificateIssued> CertificateIssued { get; private set; } = null!;
    public Event<PhaseTimedOut> PhaseTimedOut { get; private set; } = null!;
    public Event<CommandFaulted> CommandFaulted { get; private set; } = null!;
    public Event<EscalationRaised> EscalationRaised { get; private set; } = null!;
    public Event<CancelOrchestration> CancelRequested { get; private set; } = null!;
    public Event<PauseOrchestration> PauseRequested { get; private set; } = null!;
    public Event<ResumeOrchestration> ResumeRequested { get; private set; } = null!;
    public Event<RetryWorker> RetryWorkerRequested { get; private set; } = null!;
    public Event<RetryMaster> RetryMasterRequested { get; private set; } = null!;

    private void DeclareEvents()
    {
        Event(() => Resolved, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => PreflightCompleted, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => MasterActivated, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => WorkPlanned, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => WorkerCompleted, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => WorkerFailed, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => WorkerCanceled, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => HandOffAccepted, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => HandOffRefused, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => ResultsAggregated, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => RunCleanedUp, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => CertificateIssued, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => PhaseTimedOut, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => CommandFaulted, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => EscalationRaised, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => CancelRequested, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => PauseRequested, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => ResumeRequested, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => RetryWorkerRequested, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => RetryMasterRequested, e => e.CorrelateById(context => context.Message.OrchestrationId));
    }

    /// <summary>Answers that come late, or twice, change nothing; the reasons stand in the approved matrix of the tests.</summary>
    private void IgnoreTheRest()
    {
        During([Preflight, Activating, Distributing, Executing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled], Ignore(Resolved));
        During([Activating, Distributing, Executing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled], Ignore(PreflightCompleted));
        During([Preflight, Distributing, Executing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled], Ignore(MasterActivated));
        During([Preflight, Activating, Executing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled], Ignore(WorkPlanned));
        During([Preflight, Activating, Distributing, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled],
            Ignore(WorkerCompleted), Ignore(WorkerFailed), Ignore(WorkerCanceled));
        During([Preflight, Activating, Distributing, Canceling, Aggregating, CleaningUp, Certifying, Completed, Failed, Canceled],
            Ignore(HandOffAccepted), Ignore(HandOffRefused));
        During([Preflight, Activating, Distributing, Executing, Canceling, CleaningUp, Certifying, Completed, Failed, Canceled], Ignore(ResultsAggregated));
        During([Preflight, Activating, Distributing, Executing, Canceling, Aggregating, Certifying, Completed, Failed, Canceled], Ignore(RunCleanedUp));
        During([Preflight, Activating, Distributing, Executing, Canceling, Aggregating, CleaningUp, Completed, Failed, Canceled], Ignore(CertificateIssued));
        During([Completed, Failed, Canceled], Ignore(PhaseTimedOut), Ignore(CommandFaulted));
        During(Canceling, Ignore(CancelRequested));
    }
}
