using Cortex.Contracts.Escalations;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Plans;

namespace Cortex.Coordinator.Tests.Machines;

/// <summary>Workers and hand-offs of a run.</summary>
public sealed class RunWorkTests : RunScene
{
    [Fact]
    public void When_no_master_declares_work_theRunId_completes_without_any()
    {
        Resolve();
        PassPreflight();
        foreach (var master in Masters)
            Run.Hear(new MasterActivated { OrchestrationId = RunId, Master = master, Version = "1", WorkerTypes = [] });

        Assert.Equal("CleaningUp", Run.State);
        Assert.All(Run.Saga.Masters, master => Assert.Equal("noWorkDeclared", master.Status));
    }

    [Fact]
    public void Hand_offs_are_open_work_until_they_are_answered()
    {
        Execute();
        var asked = Complete("inventory", 1, HandOff("security")).One<ConsiderHandOff>();
        Complete("security", 1).Nothing<AggregateResults>();
        Run.Hear(new HandOffAccepted { OrchestrationId = RunId, HandOffId = asked.HandOffId, Master = "security", Worker = Spec("security", 2) }).One<AdmitWorker>();

        Assert.NotEmpty(Complete("security", 2).All<AggregateResults>());
    }

    [Fact]
    public void A_refused_hand_off_is_closed_work()
    {
        Execute();
        var asked = Complete("inventory", 1, HandOff("security")).One<ConsiderHandOff>();
        Complete("security", 1);

        Assert.NotEmpty(Run.Hear(new HandOffRefused { OrchestrationId = RunId, HandOffId = asked.HandOffId, Master = "security", Reason = "no" }).All<AggregateResults>());
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
        Assert.Equal("Aggregating", Run.State);
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
        Assert.Equal("Aggregating", Run.State);
    }

    [Fact]
    public void A_failed_worker_is_started_again_while_theRunId_executes_and_no_longer()
    {
        Execute();
        Fail("inventory", 1);
        Run.Hear(new RetryWorker { OrchestrationId = RunId, WorkerId = Worker("inventory", 1) }).One<RestartWorker>();
        Assert.Empty(Run.Saga.Escalations);
        Run.Hear(new RetryWorker { OrchestrationId = RunId, WorkerId = Worker("security", 1) }).One<CommandRefused>();
        Complete("security", 1);
        Complete("inventory", 1);

        Run.Hear(new RetryWorker { OrchestrationId = RunId, WorkerId = Worker("inventory", 1) }).One<CommandRefused>();
    }
}
