using Cortex.Contracts;
using Cortex.Contracts.Budgets;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Plans;
using Cortex.Messaging;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Tests.Machines;

public sealed class OrchestrationTests
{
    private static readonly Guid _run = DeterministicId.Of("run");
    private static readonly string[] _masters = ["coordinator", "inventory", "security"];
    private readonly Lifetime<OrchestrationStateMachine, OrchestrationState> _lifetime = new(_run);

    [Fact]
    public void It_opens_the_budget_tells_the_pool_its_nodes_and_asks_every_master_for_its_checks()
    {
        var decision = Resolve();

        decision.One<OpenBudget>();
        decision.One<ConfigurePool>();
        Assert.Equal(_masters, decision.All<RunPreflight>().Select(command => command.Master));
        Assert.Equal(_lifetime.Now.AddMinutes(5), decision.Due<PhaseTimedOut>());
    }

    [Fact]
    public void What_a_master_cannot_settle_is_escalated_once()
    {
        Resolve();
        PassPreflight();
        Activate();
        Plan(1, 1);
        Complete("inventory", 1);
        Complete("security", 1);
        var results = new ResultsAggregated
        {
            OrchestrationId = _run,
            Master = "security",
            Summary = "done",
            Findings = 0,
            Changes = 0,
            Escalations = [new() { Subject = "no-fix/CVE-1", Severity = Contracts.Findings.Severity.Critical, Reason = "no fixed version" }],
        };

        Assert.Equal("no fixed version", _lifetime.Hear(results).One<EscalationRaised>().Reason);
        _lifetime.Hear(results).Nothing();
        Assert.Equal(("security", "open"), (Assert.Single(_lifetime.Saga.Escalations).Master, _lifetime.Saga.Escalations[0].Status));
    }

    [Fact]
    public void The_same_id_twice_is_one_run()
    {
        Resolve();

        Resolve().Nothing();
    }

    [Fact]
    public void A_run_goes_through_its_six_phases()
    {
        Resolve();
        Assert.Equal(_masters, PassPreflight().All<ActivateMaster>().Select(command => command.Master));
        Assert.Equal(["inventory", "security"], Activate().All<PlanWork>().Select(command => command.Master));
        Assert.Equal(2, Plan(1, 1).All<AdmitWorker>().Count);
        Complete("inventory", 1).Nothing<AggregateResults>();
        Assert.Equal(["inventory", "security"], Complete("security", 1).All<AggregateResults>().Select(command => command.Master));
        Assert.Equal(_masters, Aggregate().All<CleanUpRun>().Select(command => command.Master));
        CleanUp().One<IssueCertificate>();

        Assert.Equal(RunStatus.Completed, Certify(holds: true).One<OrchestrationFinished>().Status);
        Assert.Equal("Completed", _lifetime.State);
        Assert.Equal([0, 1, 2, 3, 4, 5], _lifetime.Saga.Phases.Select(phase => phase.Number));
        Assert.All(_lifetime.Saga.Phases, phase => Assert.NotNull(phase.FinishedAt));
    }

    [Fact]
    public void A_failed_check_of_a_required_master_fails_the_run_with_its_advice()
    {
        Resolve();
        var decision = Preflight("inventory", new Check { Name = "git", Status = CheckStatus.Failed, Detail = "not found.", Advice = "Install git." });

        Assert.Equal("CleaningUp", _lifetime.State);
        decision.Nothing<ActivateMaster>();
        CleanUp();
        Assert.Contains("Install git.", Certify(holds: true).One<OrchestrationFinished>().Reason, StringComparison.Ordinal);
        Assert.Equal("Failed", _lifetime.State);
    }

    [Fact]
    public void An_optional_master_that_is_silent_is_escalated_and_left_out()
    {
        Resolve(optional: "security");
        Preflight("coordinator");
        Preflight("inventory");
        var decision = TimeOut(0);

        decision.One<EscalationRaised>();
        Assert.Equal(["coordinator", "inventory"], decision.All<ActivateMaster>().Select(command => command.Master));
    }

    [Fact]
    public void A_required_master_that_is_silent_fails_the_run()
    {
        Resolve();
        Preflight("coordinator");
        TimeOut(0);

        Assert.Equal("CleaningUp", _lifetime.State);
    }

    [Fact]
    public void When_no_master_declares_work_the_run_completes_without_any()
    {
        Resolve();
        PassPreflight();
        foreach (var master in _masters)
            _lifetime.Hear(new MasterActivated { OrchestrationId = _run, Master = master, Version = "1", WorkerTypes = [] });

        Assert.Equal("CleaningUp", _lifetime.State);
        Assert.All(_lifetime.Saga.Masters, master => Assert.Equal("noWorkDeclared", master.Status));
    }

    [Fact]
    public void Hand_offs_are_open_work_until_they_are_answered()
    {
        Execute();
        var asked = Complete("inventory", 1, HandOff("security")).One<ConsiderHandOff>();
        Complete("security", 1).Nothing<AggregateResults>();
        _lifetime.Hear(new HandOffAccepted { OrchestrationId = _run, HandOffId = asked.HandOffId, Master = "security", Worker = Spec("security", 2) }).One<AdmitWorker>();

        Assert.NotEmpty(Complete("security", 2).All<AggregateResults>());
    }

    [Fact]
    public void A_refused_hand_off_is_closed_work()
    {
        Execute();
        var asked = Complete("inventory", 1, HandOff("security")).One<ConsiderHandOff>();
        Complete("security", 1);

        Assert.NotEmpty(_lifetime.Hear(new HandOffRefused { OrchestrationId = _run, HandOffId = asked.HandOffId, Master = "security", Reason = "no" }).All<AggregateResults>());
    }

    [Fact]
    public void The_sixth_hop_and_a_master_without_work_are_refused_at_once()
    {
        Execute();

        Assert.Contains("hop 6", Complete("inventory", 1, HandOff("security"), hop: 5).One<HandOffRefused>().Reason, StringComparison.Ordinal);
        Assert.Contains("coordinator", Complete("security", 1, HandOff("coordinator")).One<HandOffRefused>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_waits_for_those_it_depends_on_and_is_not_started_when_they_fail()
    {
        Resolve();
        PassPreflight();
        Activate();
        PlanOf("security");
        var decision = PlanOf("inventory", Spec("inventory", 1), Spec("inventory", 2) with { DependsOn = [Worker("inventory", 1)] });
        Assert.Equal(Worker("inventory", 1), decision.One<AdmitWorker>().WorkerId);

        var failed = Fail("inventory", 1);
        failed.Nothing<AdmitWorker>();
        Assert.Equal(2, failed.All<EscalationRaised>().Count);
        Assert.Equal("Aggregating", _lifetime.State);
    }

    [Fact]
    public void A_dependent_worker_starts_when_the_other_completes()
    {
        Resolve();
        PassPreflight();
        Activate();
        PlanOf("security");
        PlanOf("inventory", Spec("inventory", 1), Spec("inventory", 2) with { DependsOn = [Worker("inventory", 1)] });

        Assert.Equal(Worker("inventory", 2), Complete("inventory", 1).One<AdmitWorker>().WorkerId);
    }

    [Fact]
    public void The_end_of_execution_stops_and_escalates_the_rest()
    {
        Execute();
        var decision = TimeOut(3);

        Assert.All(decision.All<CancelWorker>(), cancel => Assert.True(cancel.TimedOut));
        Assert.Equal(2, decision.All<CancelWorker>().Count);
        Fail("inventory", 1).One<EscalationRaised>();
        Fail("security", 1);
        Assert.Equal("Aggregating", _lifetime.State);
    }

    [Fact]
    public void Cancel_closes_admission_stops_every_open_worker_and_waits_for_them()
    {
        Execute();
        var decision = Cancel();

        Assert.False(decision.One<SetAdmission>().Open);
        Assert.Equal(2, decision.All<CancelWorker>().Count);
        Settle("inventory");
        Assert.Equal("Canceling", _lifetime.State);
        Settle("security");
        Assert.Equal("CleaningUp", _lifetime.State);
        CleanUp();
        Certify(holds: true);
        Assert.Equal("Canceled", _lifetime.State);
    }

    [Fact]
    public void A_cancel_before_work_began_goes_straight_to_cleanup()
    {
        Resolve();

        Assert.NotEmpty(Cancel().All<CleanUpRun>());
    }

    [Fact]
    public void A_pause_holds_the_phases_clock_and_admission()
    {
        Execute();
        _lifetime.Now += TimeSpan.FromMinutes(5);
        var paused = _lifetime.Hear(new PauseOrchestration { OrchestrationId = _run });
        Assert.False(paused.One<SetAdmission>().Open);
        Assert.Contains($"orchestration/{_run:D}/phase", paused.CanceledDeadlines);
        TimeOut(3).Nothing();

        _lifetime.Now += TimeSpan.FromHours(3);
        var resumed = _lifetime.Hear(new ResumeOrchestration { OrchestrationId = _run });
        Assert.True(resumed.One<SetAdmission>().Open);
        Assert.Equal(_lifetime.Now.AddMinutes(15), resumed.Due<PhaseTimedOut>());
        Assert.All(resumed.All<ExtendWorker>(), extend => Assert.Equal(_lifetime.Now.AddMinutes(15), extend.EndsAt));
    }

    [Fact]
    public void A_failed_worker_is_started_again_while_the_run_executes_and_no_longer()
    {
        Execute();
        Fail("inventory", 1);
        _lifetime.Hear(new RetryWorker { OrchestrationId = _run, WorkerId = Worker("inventory", 1) }).One<RestartWorker>();
        Assert.Empty(_lifetime.Saga.Escalations);
        _lifetime.Hear(new RetryWorker { OrchestrationId = _run, WorkerId = Worker("security", 1) }).One<CommandRefused>();
        Complete("security", 1);
        Complete("inventory", 1);

        _lifetime.Hear(new RetryWorker { OrchestrationId = _run, WorkerId = Worker("inventory", 1) }).One<CommandRefused>();
    }

    [Fact]
    public void A_silent_master_can_be_asked_again()
    {
        Resolve();
        Preflight("coordinator");

        Assert.Equal("security", _lifetime.Hear(new RetryMaster { OrchestrationId = _run, Master = "security" }).One<RunPreflight>().Master);
        _lifetime.Hear(new RetryMaster { OrchestrationId = _run, Master = "coordinator" }).One<CommandRefused>();
    }

    [Fact]
    public void A_certificate_that_does_not_hold_is_a_critical_escalation()
    {
        Execute();
        Complete("inventory", 1);
        Complete("security", 1);
        Aggregate();
        CleanUp();

        Assert.Equal(Contracts.Findings.Severity.Critical, Certify(holds: false).One<EscalationRaised>().Severity);
        Assert.Equal("Completed", _lifetime.State);
    }

    [Fact]
    public void A_fault_of_a_masters_consumer_counts_as_its_answer()
    {
        Resolve();

        _lifetime.Hear(new CommandFaulted { OrchestrationId = _run, Master = "inventory", Command = nameof(RunPreflight), Reason = "disk full" });
        Assert.Equal("CleaningUp", _lifetime.State);
        Assert.Contains("disk full", _lifetime.Saga.Reason, StringComparison.Ordinal);
    }

    private static Guid Worker(string master, int number) => DeterministicId.Of($"{master}/{number}");

    private static WorkerSpec Spec(string master, int number) =>
        new() { WorkerId = Worker(master, number), Key = $"{master}/w/{number}", Master = master, Type = "w", Targets = ["t"], TimeoutSeconds = 60 };

    private static HandOff HandOff(string to) => new() { Key = "k", ToMaster = to, WorkerType = "w", Target = "t", Reason = "r" };

    private Decision Resolve(string? optional = null)
    {
        var plan = PlanReader.BuiltIn("full-orchestration").Plan!;
        return _lifetime.Hear(new OrchestrationResolved
        {
            OrchestrationId = _run,
            Plan = plan with { Masters = [.. plan.Masters.Where(master => _masters.Contains(master.Name)).OrderBy(master => master.Name, StringComparer.Ordinal).Select(master => master with { Required = master.Name != optional })] },
            Nodes = new NodePoolPlan { Pool = "local", Nodes = [new NodePlan { Name = "local", Slots = 4 }] },
            Targets = [new Target { Name = "t", Location = "/t", Commit = new string('a', 40) }],
        });
    }

    private Decision Preflight(string master, params Check[] checks) => _lifetime.Hear(new PreflightCompleted { OrchestrationId = _run, Master = master, Checks = checks });

    private Decision PassPreflight() => _masters.Select(master => Preflight(master)).ToArray()[^1];

    private Decision Activate() => _masters.Select(master => _lifetime.Hear(new MasterActivated
    {
        OrchestrationId = _run,
        Master = master,
        Version = "1",
        WorkerTypes = master == ServiceNames.Coordinator ? [] : [new WorkerCapability { Type = "w", Description = "works" }],
    })).ToArray()[^1];

    private Decision PlanOf(string master, params WorkerSpec[] workers) => _lifetime.Hear(new WorkPlanned { OrchestrationId = _run, Master = master, Workers = workers });

    private Decision Plan(int inventory, int security)
    {
        PlanOf("inventory", [.. Enumerable.Range(1, inventory).Select(number => Spec("inventory", number))]);
        return PlanOf("security", [.. Enumerable.Range(1, security).Select(number => Spec("security", number))]);
    }

    private void Execute()
    {
        Resolve();
        PassPreflight();
        Activate();
        Plan(1, 1);
        Assert.Equal("Executing", _lifetime.State);
    }

    private Decision Complete(string master, int number, HandOff? handOff = null, int hop = 0) => _lifetime.Hear(new WorkerCompleted
    {
        OrchestrationId = _run,
        WorkerId = Worker(master, number),
        Master = master,
        Type = "w",
        Attempts = 1,
        Result = "abc",
        Findings = 0,
        Changes = 0,
        Assets = 0,
        TokensUsed = 0,
        Hop = hop,
        HandOffs = handOff is null ? [] : [handOff],
    });

    private Decision Fail(string master, int number) => _lifetime.Hear(new WorkerFailed
    {
        OrchestrationId = _run,
        WorkerId = Worker(master, number),
        Master = master,
        Type = "w",
        Attempts = 3,
        Failure = new Failure { Reason = "nothing there", Retryable = false },
        TokensUsed = 0,
    });

    private void Settle(string master) => _lifetime.Hear(new WorkerCanceled { OrchestrationId = _run, WorkerId = Worker(master, 1), Master = master, Type = "w", Attempts = 1, Reason = "canceled", TokensUsed = 0 });

    private Decision Cancel() => _lifetime.Hear(new CancelOrchestration { OrchestrationId = _run });

    private Decision TimeOut(int phase) => _lifetime.Hear(new PhaseTimedOut { OrchestrationId = _run, Phase = phase });

    private Decision Aggregate()
    {
        Decision? last = null;
        foreach (var master in (string[])["inventory", "security"])
            last = _lifetime.Hear(new ResultsAggregated { OrchestrationId = _run, Master = master, Summary = "done", Findings = 0, Changes = 0 });
        return last!;
    }

    private Decision CleanUp() => _masters.Select(master => _lifetime.Hear(new RunCleanedUp { OrchestrationId = _run, Master = master, Removed = 0 })).ToArray()[^1];

    private Decision Certify(bool holds) => _lifetime.Hear(new CertificateIssued
    {
        OrchestrationId = _run,
        Certificate = new Certificate
        {
            UpTo = 1,
            Events = 1,
            ReplayIdentical = holds,
            OutboxEmpty = true,
            DeadlinesOpen = 0,
            OrphanWorkers = 0,
            UnaccountedTokens = 0,
            LeftoverWorkspaces = 0,
            Holds = holds,
        },
    });
}
