using Cortex.Contracts.Budgets;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;
using MassTransit;

namespace Cortex.Coordinator.Workers;

/// <summary>
/// A worker waits for tokens, then for a slot, then runs as attempts until one succeeds, the attempts are used up, a deadline or a
/// cancel ends it. The orchestration hears only that it settled.
/// </summary>
public sealed class WorkerStateMachine : MassTransitStateMachine<WorkerState>
{
    public WorkerStateMachine()
    {
        InstanceState(worker => worker.CurrentState);
        DeclareEvents();

        Initially(
            When(Admitted).Then(Verbs.Accept).Then(Verbs.RequestLease).TransitionTo(AwaitingLease));

        During(AwaitingLease,
            When(LeaseGranted).Then(Verbs.TakeLease).Then(Verbs.RequestSlot).TransitionTo(AwaitingSlot),
            When(LeaseRefused).Then(Verbs.NoteRefusal).TransitionTo(Failed),
            When(CancelRequested).Then(Verbs.NoteCancel).EndUnstarted(this),
            When(Extended).Then(Verbs.Extend));

        During(AwaitingSlot,
            When(SlotGranted, Verbs.IsCurrent).Then(Verbs.TakeSlot).Then(Verbs.StartAttempt).TransitionTo(Starting),
            When(CancelRequested).Then(Verbs.NoteCancel).EndUnstarted(this),
            When(Extended).Then(Verbs.Extend));

        During(Starting,
            When(AttemptStarted, Verbs.IsCurrent).Then(Verbs.NoteStart).TransitionTo(Running),
            When(StartTimedOut, Verbs.IsCurrent).Then(Verbs.GiveUpStart).TransitionTo(Stopping));

        During(Running,
            When(AttemptSuspected, Verbs.IsCurrent).TransitionTo(Suspect));

        During(Suspect,
            When(AttemptRecovered, Verbs.IsCurrent).TransitionTo(Running));

        During([Starting, Running, Suspect],
            When(AttemptSucceeded, Verbs.IsCurrent).Then(Verbs.Complete).TransitionTo(Completed),
            When(AttemptFailed, Verbs.IsCurrent).Then(Verbs.NoteFailure).RetryOrFail(this),
            When(AttemptLost, Verbs.IsCurrent).Then(Verbs.NoteLoss).RetryOrFail(this),
            When(AttemptStopped, Verbs.IsCurrent).Then(Verbs.NoteUnaskedStop).RetryOrFail(this),
            When(WorkTimedOut, Verbs.IsCurrent).Then(Verbs.StopForTime).TransitionTo(Stopping),
            When(CancelRequested).Then(Verbs.NoteCancel).Then(Verbs.StopAttempt).TransitionTo(Stopping),
            When(Extended).Then(Verbs.Extend));

        During(BackingOff,
            When(RetryDue, Verbs.IsCurrent).Then(Verbs.NextAttempt).Then(Verbs.RequestSlot).TransitionTo(AwaitingSlot),
            When(CancelRequested).Then(Verbs.NoteCancel).EndUnstarted(this),
            When(Extended).Then(Verbs.Extend));

        During(Stopping,
            When(AttemptSucceeded, Verbs.IsCurrent).Then(Verbs.Complete).TransitionTo(Completed),
            When(AttemptStopped, Verbs.IsCurrent).Then(Verbs.NoteStopped).SettleStopped(this),
            When(AttemptFailed, Verbs.IsCurrent).Then(Verbs.NoteFailure).SettleStopped(this),
            When(AttemptLost, Verbs.IsCurrent).Then(Verbs.NoteLoss).SettleStopped(this),
            When(StopTimedOut, Verbs.IsCurrent).Then(Verbs.NoteUnansweredStop).SettleStopped(this),
            When(CancelRequested).Then(Verbs.NoteCancel),
            When(Extended).Then(Verbs.Extend));

        During(Failed,
            When(Restarted).Then(Verbs.AllowOneMore).Then(Verbs.RequestLease).TransitionTo(AwaitingLease));

        // A grant that overtook the end of what it was for goes back, wherever it arrives.
        During([Starting, Running, Suspect, BackingOff, Stopping, Completed, Failed, Canceled],
            When(SlotGranted, Verbs.IsForeign).Then(Verbs.GiveSlotBack));
        During([Completed, Failed, Canceled],
            When(LeaseGranted).Then(Verbs.GiveLeaseBack));

        WhenEnter(Failed, settled => settled.Then(Verbs.SettleFailed));
        WhenEnter(Canceled, settled => settled.Then(Verbs.SettleCanceled));

        IgnoreTheRest();
    }

    public State AwaitingLease { get; private set; } = null!;
    public State AwaitingSlot { get; private set; } = null!;
    public State Starting { get; private set; } = null!;
    public State Running { get; private set; } = null!;
    public State Suspect { get; private set; } = null!;
    public State BackingOff { get; private set; } = null!;
    public State Stopping { get; private set; } = null!;
    public State Completed { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Canceled { get; private set; } = null!;

    public Event<AdmitWorker> Admitted { get; private set; } = null!;
    public Event<LeaseGranted> LeaseGranted { get; private set; } = null!;
    public Event<LeaseRefused> LeaseRefused { get; private set; } = null!;
    public Event<SlotGranted> SlotGranted { get; private set; } = null!;
    public Event<AttemptStarted> AttemptStarted { get; private set; } = null!;
    public Event<AttemptSuspected> AttemptSuspected { get; private set; } = null!;
    public Event<AttemptRecovered> AttemptRecovered { get; private set; } = null!;
    public Event<AttemptLost> AttemptLost { get; private set; } = null!;
    public Event<AttemptSucceeded> AttemptSucceeded { get; private set; } = null!;
    public Event<AttemptFailed> AttemptFailed { get; private set; } = null!;
    public Event<AttemptStopped> AttemptStopped { get; private set; } = null!;
    public Event<CancelWorker> CancelRequested { get; private set; } = null!;
    public Event<RestartWorker> Restarted { get; private set; } = null!;
    public Event<ExtendWorker> Extended { get; private set; } = null!;
    public Event<StartTimedOut> StartTimedOut { get; private set; } = null!;
    public Event<WorkTimedOut> WorkTimedOut { get; private set; } = null!;
    public Event<RetryDue> RetryDue { get; private set; } = null!;
    public Event<StopTimedOut> StopTimedOut { get; private set; } = null!;

    private void DeclareEvents()
    {
        Event(() => Admitted, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => LeaseGranted, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => LeaseRefused, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => SlotGranted, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptStarted, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptSuspected, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptRecovered, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptLost, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptSucceeded, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptFailed, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => AttemptStopped, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => CancelRequested, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => Restarted, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => Extended, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => StartTimedOut, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => WorkTimedOut, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => RetryDue, e => e.CorrelateById(context => context.Message.WorkerId));
        Event(() => StopTimedOut, e => e.CorrelateById(context => context.Message.WorkerId));
    }

    /// <summary>What a state does not await changes nothing there; the reasons stand in the approved matrix of the tests.</summary>
    private void IgnoreTheRest()
    {
        During(AwaitingLease,
            Ignore(Admitted), Ignore(SlotGranted), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(AttemptLost), Ignore(AttemptSucceeded),
            Ignore(AttemptFailed), Ignore(AttemptStopped), Ignore(Restarted), Ignore(StartTimedOut), Ignore(WorkTimedOut), Ignore(RetryDue), Ignore(StopTimedOut));
        During(AwaitingSlot,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(AttemptLost),
            Ignore(AttemptSucceeded), Ignore(AttemptFailed), Ignore(AttemptStopped), Ignore(Restarted), Ignore(StartTimedOut), Ignore(WorkTimedOut), Ignore(RetryDue),
            Ignore(StopTimedOut));
        During(Starting,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(Restarted), Ignore(RetryDue), Ignore(StopTimedOut));
        During(Running,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptRecovered), Ignore(Restarted), Ignore(StartTimedOut), Ignore(RetryDue),
            Ignore(StopTimedOut));
        During(Suspect,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(Restarted), Ignore(StartTimedOut), Ignore(RetryDue),
            Ignore(StopTimedOut));
        During(BackingOff,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(AttemptLost),
            Ignore(AttemptSucceeded), Ignore(AttemptFailed), Ignore(AttemptStopped), Ignore(Restarted), Ignore(StartTimedOut), Ignore(WorkTimedOut), Ignore(StopTimedOut));
        During(Stopping,
            Ignore(Admitted), Ignore(LeaseGranted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(Restarted),
            Ignore(StartTimedOut), Ignore(WorkTimedOut), Ignore(RetryDue));
        During([Completed, Failed, Canceled],
            Ignore(Admitted), Ignore(LeaseRefused), Ignore(AttemptStarted), Ignore(AttemptSuspected), Ignore(AttemptRecovered), Ignore(AttemptLost), Ignore(AttemptSucceeded),
            Ignore(AttemptFailed), Ignore(AttemptStopped), Ignore(CancelRequested), Ignore(Extended), Ignore(StartTimedOut), Ignore(WorkTimedOut), Ignore(RetryDue),
            Ignore(StopTimedOut));
        During([Completed, Canceled], Ignore(Restarted));
    }
}
