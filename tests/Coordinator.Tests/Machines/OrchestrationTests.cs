using Cortex.Contracts.Budgets;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Orchestrations;

namespace Cortex.Coordinator.Tests.Machines;

public sealed class OrchestrationTests : RunScene
{
    [Fact]
    public void It_opens_the_budget_tells_the_pool_its_nodes_and_asks_every_master_for_its_checks()
    {
        var decision = Resolve();

        decision.One<OpenBudget>();
        decision.One<ConfigurePool>();
        Assert.Equal(Masters, decision.All<RunPreflight>().Select(command => command.Master));
        Assert.Equal(Run.Now.AddMinutes(5), decision.Due<PhaseTimedOut>());
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
            OrchestrationId = RunId,
            Master = "security",
            Summary = "done",
            Findings = 0,
            Changes = 0,
            Escalations = [new() { Subject = "no-fix/CVE-1", Severity = Contracts.Findings.Severity.Critical, Reason = "no fixed version" }],
        };

        Assert.Equal("no fixed version", Run.Hear(results).One<EscalationRaised>().Reason);
        Run.Hear(results).Nothing();
        Assert.Equal(("security", "open"), (Assert.Single(Run.Saga.Escalations).Master, Run.Saga.Escalations[0].Status));
    }

    [Fact]
    public void The_same_id_twice_is_oneRunId()
    {
        Resolve();

        Resolve().Nothing();
    }

    [Fact]
    public void ARunId_goes_through_its_six_phases()
    {
        Resolve();
        Assert.Equal(Masters, PassPreflight().All<ActivateMaster>().Select(command => command.Master));
        Assert.Equal(["inventory", "security"], Activate().All<PlanWork>().Select(command => command.Master));
        Assert.Equal(2, Plan(1, 1).All<AdmitWorker>().Count);
        Complete("inventory", 1).Nothing<AggregateResults>();
        Assert.Equal(["inventory", "security"], Complete("security", 1).All<AggregateResults>().Select(command => command.Master));
        Assert.Equal(Masters, Aggregate().All<CleanUpRun>().Select(command => command.Master));
        CleanUp().One<IssueCertificate>();

        Assert.Equal(RunStatus.Completed, Certify(holds: true).One<OrchestrationFinished>().Status);
        Assert.Equal("Completed", Run.State);
        Assert.Equal([0, 1, 2, 3, 4, 5], Run.Saga.Phases.Select(phase => phase.Number));
        Assert.All(Run.Saga.Phases, phase => Assert.NotNull(phase.FinishedAt));
    }

    [Fact]
    public void A_failed_check_of_a_required_master_fails_theRunId_with_its_advice()
    {
        Resolve();
        var decision = Preflight("inventory", new Check { Name = "git", Status = CheckStatus.Failed, Detail = "not found.", Advice = "Install git." });

        Assert.Equal("CleaningUp", Run.State);
        decision.Nothing<ActivateMaster>();
        CleanUp();
        Assert.Contains("Install git.", Certify(holds: true).One<OrchestrationFinished>().Reason, StringComparison.Ordinal);
        Assert.Equal("Failed", Run.State);
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
    public void A_required_master_that_is_silent_fails_theRunId()
    {
        Resolve();
        Preflight("coordinator");
        TimeOut(0);

        Assert.Equal("CleaningUp", Run.State);
    }

    [Fact]
    public void Cancel_closes_admission_stops_every_open_worker_and_waits_for_them()
    {
        Execute();
        var decision = Cancel();

        Assert.False(decision.One<SetAdmission>().Open);
        Assert.Equal(2, decision.All<CancelWorker>().Count);
        Settle("inventory");
        Assert.Equal("Canceling", Run.State);
        Settle("security");
        Assert.Equal("CleaningUp", Run.State);
        CleanUp();
        Certify(holds: true);
        Assert.Equal("Canceled", Run.State);
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
        Run.Now += TimeSpan.FromMinutes(5);
        var paused = Run.Hear(new PauseOrchestration { OrchestrationId = RunId });
        Assert.False(paused.One<SetAdmission>().Open);
        Assert.Contains($"orchestration/{RunId:D}/phase", paused.CanceledDeadlines);
        TimeOut(3).Nothing();

        Run.Now += TimeSpan.FromHours(3);
        var resumed = Run.Hear(new ResumeOrchestration { OrchestrationId = RunId });
        Assert.True(resumed.One<SetAdmission>().Open);
        Assert.Equal(Run.Now.AddMinutes(15), resumed.Due<PhaseTimedOut>());
        Assert.All(resumed.All<ExtendWorker>(), extend => Assert.Equal(Run.Now.AddMinutes(15), extend.EndsAt));
    }

    [Fact]
    public void A_silent_master_can_be_asked_again()
    {
        Resolve();
        Preflight("coordinator");

        Assert.Equal("security", Run.Hear(new RetryMaster { OrchestrationId = RunId, Master = "security" }).One<RunPreflight>().Master);
        Run.Hear(new RetryMaster { OrchestrationId = RunId, Master = "coordinator" }).One<CommandRefused>();
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
        Assert.Equal("Completed", Run.State);
    }

    [Fact]
    public void A_fault_of_aMasters_consumer_counts_as_its_answer()
    {
        Resolve();

        Run.Hear(new CommandFaulted { OrchestrationId = RunId, Master = "inventory", Command = nameof(RunPreflight), Reason = "disk full" });
        Assert.Equal("CleaningUp", Run.State);
        Assert.Contains("disk full", Run.Saga.Reason, StringComparison.Ordinal);
    }
}
