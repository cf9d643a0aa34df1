using Cortex.Contracts.Budgets;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Workers;
using Cortex.Messaging;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Tests.Machines;

public sealed class WorkerTests
{
    private static readonly Guid _run = DeterministicId.Of("run");
    private static readonly Guid _worker = DeterministicId.Of("worker");
    private static readonly Guid _pool = DeterministicId.Of("pool");
    private readonly Lifetime<WorkerStateMachine, WorkerState> _lifetime = new(_worker);

    [Fact]
    public void It_asks_for_tokens_then_for_a_slot_then_starts()
    {
        Assert.Equal(5_000, Admit().One<RequestLease>().Tokens);
        Assert.Equal(1, GrantLease().One<RequestSlot>().Attempt);
        var start = GrantSlot(1);

        Assert.Equal(5_000, start.One<StartWorker>().LeaseTokens);
        Assert.Equal("inventory", start.Outgoing.Single(outgoing => outgoing.Message is StartWorker).Service);
        Assert.Equal("Starting", _lifetime.State);
    }

    [Fact]
    public void Its_time_is_up_at_the_earlier_of_its_own_limit_and_the_phases_end()
    {
        Admit(endsAfter: TimeSpan.FromSeconds(100), timeoutSeconds: 900);
        GrantLease();
        Assert.Equal(_lifetime.Now.AddSeconds(100), GrantSlot(1).Due<WorkTimedOut>());

        var other = new Lifetime<WorkerStateMachine, WorkerState>(_worker);
        other.Hear(Admission(TimeSpan.FromHours(1), 900));
        other.Hear(new LeaseGranted { OrchestrationId = _run, WorkerId = _worker, Tokens = 1 });
        Assert.Equal(other.Now.AddSeconds(900), other.Hear(Slot(1)).Due<WorkTimedOut>());
    }

    [Fact]
    public void A_result_settles_it_and_gives_everything_back()
    {
        Run();
        var decision = Succeed(1, used: 1_200);

        Assert.Equal("Completed", _lifetime.State);
        Assert.Equal(1_200, decision.One<ReturnLease>().Used);
        Assert.Equal(1, decision.One<ReleaseSlot>().Attempt);
        Assert.Equal(1_200, decision.One<WorkerCompleted>().TokensUsed);
        Assert.Contains($"worker/{_worker:D}/work", decision.CanceledDeadlines);
    }

    [Fact]
    public void A_lost_attempt_is_tried_again_elsewhere_with_what_is_left_of_the_lease()
    {
        Run();
        var lost = _lifetime.Hear(new AttemptLost { OrchestrationId = _run, WorkerId = _worker, Attempt = 1, Evidence = "exit code 137", TokensUsed = 2_000 });
        lost.One<ReleaseSlot>();
        lost.Nothing<ReturnLease>();
        Assert.Equal(_lifetime.Now.AddSeconds(1), lost.Due<RetryDue>());

        var again = _lifetime.Hear(new RetryDue { WorkerId = _worker, Attempt = 1 }).One<RequestSlot>();
        Assert.Equal(2, again.Attempt);
        Assert.Equal("node-1", again.Avoid);
        Assert.Equal(3_000, GrantSlot(2).One<StartWorker>().LeaseTokens);
    }

    [Fact]
    public void An_attempt_that_was_fenced_off_is_not_heard()
    {
        Run();
        _lifetime.Hear(new AttemptLost { OrchestrationId = _run, WorkerId = _worker, Attempt = 1, Evidence = "silence" });
        _lifetime.Hear(new RetryDue { WorkerId = _worker, Attempt = 1 });
        GrantSlot(2);

        Succeed(1).Nothing();
        Assert.Equal("Starting", _lifetime.State);
    }

    [Fact]
    public void A_failure_that_is_not_retryable_ends_it_at_once()
    {
        Run();
        var decision = Fail(1, retryable: false);

        Assert.Equal("nothing there", decision.One<WorkerFailed>().Failure.Reason);
        decision.One<ReturnLease>();
        Assert.Equal("Failed", _lifetime.State);
    }

    [Fact]
    public void After_the_last_attempt_it_has_failed()
    {
        Run();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            Fail(attempt, retryable: true);
            _lifetime.Hear(new RetryDue { WorkerId = _worker, Attempt = attempt });
            GrantSlot(attempt + 1);
        }

        Assert.Equal(3, Fail(3, retryable: true).One<WorkerFailed>().Attempts);
    }

    [Fact]
    public void The_pause_between_attempts_doubles_unless_the_failure_says_when()
    {
        Run();
        Assert.Equal(_lifetime.Now.AddSeconds(1), Fail(1, retryable: true).Due<RetryDue>());
        _lifetime.Hear(new RetryDue { WorkerId = _worker, Attempt = 1 });
        GrantSlot(2);
        Assert.Equal(_lifetime.Now.AddSeconds(42), Fail(2, retryable: true, after: 42).Due<RetryDue>());
    }

    [Fact]
    public void No_attempt_begins_that_the_phase_would_not_see_end()
    {
        Admit(endsAfter: TimeSpan.FromSeconds(30));
        GrantLease();
        GrantSlot(1);
        Start(1);

        Fail(1, retryable: true, after: 60).One<WorkerFailed>();
    }

    [Fact]
    public void At_its_time_limit_it_is_stopped_and_its_partial_result_kept()
    {
        Run();
        _lifetime.Hear(new WorkTimedOut { WorkerId = _worker, Attempt = 1 }).One<StopWorker>();
        var settled = _lifetime.Hear(new AttemptStopped { OrchestrationId = _run, WorkerId = _worker, Attempt = 1, PartialResult = "abc", TokensUsed = 7 }).One<WorkerFailed>();

        Assert.True(settled.TimedOut);
        Assert.Equal("abc", settled.PartialResult);
        Assert.Equal(7, settled.TokensUsed);
    }

    [Fact]
    public void A_cancel_stops_a_running_attempt_and_settles_when_that_is_answered()
    {
        Run();
        _lifetime.Hear(new CancelWorker { WorkerId = _worker, Reason = "canceled on request" }).One<StopWorker>();
        Assert.Equal("Stopping", _lifetime.State);

        _lifetime.Hear(new AttemptStopped { OrchestrationId = _run, WorkerId = _worker, Attempt = 1 }).One<WorkerCanceled>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cancel_before_anything_runs_settles_at_once(int steps)
    {
        Admit();
        if (steps > 0)
            GrantLease();

        var decision = _lifetime.Hear(new CancelWorker { WorkerId = _worker, Reason = "canceled on request" });
        decision.One<WorkerCanceled>();
        decision.One<ReturnLease>();
        decision.Nothing<StopWorker>();
    }

    [Fact]
    public void A_grant_that_overtook_the_cancel_goes_back()
    {
        Admit();
        GrantLease();
        _lifetime.Hear(new CancelWorker { WorkerId = _worker, Reason = "canceled on request" });

        Assert.Equal(1, GrantSlot(1).One<ReleaseSlot>().Attempt);
        GrantLease().One<ReturnLease>();
    }

    [Fact]
    public void A_stop_that_nobody_answers_does_not_hold_the_run()
    {
        Run();
        _lifetime.Hear(new WorkTimedOut { WorkerId = _worker, Attempt = 1 });

        Assert.Contains("not answered", _lifetime.Hear(new StopTimedOut { WorkerId = _worker, Attempt = 1 }).One<WorkerFailed>().Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_overtakes_the_stop_counts()
    {
        Run();
        _lifetime.Hear(new CancelWorker { WorkerId = _worker, Reason = "canceled on request" });

        Succeed(1).One<WorkerCompleted>();
    }

    [Fact]
    public void A_failed_worker_is_given_one_more_attempt_on_request()
    {
        Run();
        Fail(1, retryable: false);
        _lifetime.Hear(new RestartWorker { WorkerId = _worker, EndsAt = _lifetime.Now.AddHours(1) }).One<RequestLease>();
        GrantLease();

        Assert.Equal(2, GrantSlot(2).One<StartWorker>().Attempt);
    }

    [Fact]
    public void Suspicion_passes_when_it_is_heard_again()
    {
        Run();
        _lifetime.Hear(new AttemptSuspected { OrchestrationId = _run, WorkerId = _worker, Attempt = 1, SilentSeconds = 40 });
        Assert.Equal("Suspect", _lifetime.State);
        _lifetime.Hear(new AttemptRecovered { OrchestrationId = _run, WorkerId = _worker, Attempt = 1 });

        Assert.Equal("Running", _lifetime.State);
    }

    [Fact]
    public void Hand_offs_are_listed_by_the_settlement()
    {
        Run();
        var handOff = new Contracts.Masters.HandOff { Key = "k", ToMaster = "security", WorkerType = "fix-worker", Target = "t", Reason = "r" };

        var settled = _lifetime.Hear(new AttemptSucceeded { OrchestrationId = _run, WorkerId = _worker, Attempt = 1, Result = "abc", Findings = 0, Changes = 0, Assets = 0, HandOffs = [handOff] });
        Assert.Equal(handOff, Assert.Single(settled.One<WorkerCompleted>().HandOffs));
    }

    private static AdmitWorker Admission(TimeSpan endsAfter, int timeoutSeconds) => new()
    {
        OrchestrationId = _run,
        WorkerId = _worker,
        PoolId = _pool,
        EndsAt = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero) + endsAfter,
        Targets = [],
        Spec = new WorkerSpec
        {
            WorkerId = _worker,
            Key = "inventory/catalog-worker/1",
            Master = "inventory",
            Type = "catalog-worker",
            Targets = ["t"],
            Tokens = 5_000,
            TimeoutSeconds = timeoutSeconds,
        },
    };

    private static SlotGranted Slot(int attempt) => new() { PoolId = _pool, OrchestrationId = _run, WorkerId = _worker, Attempt = attempt, Node = $"node-{attempt}" };

    private Decision Admit(TimeSpan? endsAfter = null, int timeoutSeconds = 900) => _lifetime.Hear(Admission(endsAfter ?? TimeSpan.FromHours(1), timeoutSeconds));

    private Decision GrantLease() => _lifetime.Hear(new LeaseGranted { OrchestrationId = _run, WorkerId = _worker, Tokens = 5_000 });

    private Decision GrantSlot(int attempt) => _lifetime.Hear(Slot(attempt));

    private void Start(int attempt) => _lifetime.Hear(new AttemptStarted { OrchestrationId = _run, WorkerId = _worker, Attempt = attempt, Node = "node" });

    private void Run()
    {
        Admit();
        GrantLease();
        GrantSlot(1);
        Start(1);
    }

    private Decision Succeed(int attempt, int used = 0) => _lifetime.Hear(new AttemptSucceeded
    {
        OrchestrationId = _run,
        WorkerId = _worker,
        Attempt = attempt,
        Result = "abc",
        Findings = 1,
        Changes = 0,
        Assets = 2,
        TokensUsed = used,
    });

    private Decision Fail(int attempt, bool retryable, double? after = null) => _lifetime.Hear(new AttemptFailed
    {
        OrchestrationId = _run,
        WorkerId = _worker,
        Attempt = attempt,
        Failure = new Failure { Reason = "nothing there", Retryable = retryable, RetryAfterSeconds = after },
    });
}
