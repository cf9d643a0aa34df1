using Cortex.Contracts.Budgets;
using Cortex.Contracts.Escalations;
using Cortex.Contracts.Plans;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Reserve;
using Cortex.Messaging;
using Cortex.Sagas.Recording;
using CsCheck;

namespace Cortex.Coordinator.Tests.Machines;

public sealed class BudgetTests
{
    private static readonly Guid _run = DeterministicId.Of("run");
    private readonly Lifetime<BudgetStateMachine, BudgetState> _lifetime = new(_run);

    [Fact]
    public void A_lease_is_granted_while_the_pool_holds_it()
    {
        Open(workers: 10_000);

        Assert.Equal(6_000, Request(1, 6_000).One<LeaseGranted>().Tokens);
        Request(2, 6_000).Nothing<LeaseGranted>();
    }

    [Fact]
    public void A_waiting_request_gets_what_a_finished_worker_did_not_use()
    {
        Open(workers: 10_000);
        Request(1, 6_000);
        Request(2, 6_000);

        Assert.Equal(6_000, Return(1, used: 1_000).One<LeaseGranted>().Tokens);
    }

    [Fact]
    public void When_nothing_can_come_back_the_lease_is_shrunk_to_what_is_left()
    {
        Open(workers: 10_000);
        Request(1, 6_000);
        Request(2, 6_000, minimum: 2_000);

        Assert.Equal(4_000, Return(1, used: 6_000).One<LeaseGranted>().Tokens);
    }

    [Fact]
    public void Below_the_minimum_the_reserve_is_asked_for_and_its_release_is_a_recorded_decision()
    {
        Open(workers: 5_000, reserve: 3_000);
        Request(1, 4_000);
        Request(2, 3_000, minimum: 3_000, priority: ReserveRule.CriticalPriority);
        var question = Return(1, used: 4_000).One<DecideReserve>();
        Assert.Equal(2_000, question.Tokens);

        Assert.Equal(3_000, _lifetime.Hear(ReserveRule.Decide(question)).One<LeaseGranted>().Tokens);
        Assert.Equal(2_000, _lifetime.Saga.ReserveReleased);
    }

    [Fact]
    public void A_denied_reserve_refuses_the_lease_and_escalates()
    {
        Open(workers: 1_000, reserve: 25_000);
        var question = Request(1, 3_000, minimum: 3_000, priority: 5).One<DecideReserve>();

        var decision = _lifetime.Hear(ReserveRule.Decide(question));
        Assert.Contains("priority 8", decision.One<LeaseRefused>().Reason, StringComparison.Ordinal);
        decision.One<EscalationRaised>();
    }

    [Fact]
    public void A_lease_of_nothing_is_granted_even_when_the_pool_is_empty()
    {
        Open(workers: 1_000);
        Request(1, 1_000);

        Assert.Equal(0, Request(2, 0).One<LeaseGranted>().Tokens);
    }

    [Fact]
    public void Closed_admission_lets_requests_wait_and_leases_come_back()
    {
        Open(workers: 10_000);
        Request(1, 10_000);
        _lifetime.Hear(new SetAdmission { OrchestrationId = _run, Open = false });
        Request(2, 1_000).Nothing<LeaseGranted>();
        Return(1, used: 0).Nothing<LeaseGranted>();

        _lifetime.Hear(new SetAdmission { OrchestrationId = _run, Open = true }).One<LeaseGranted>();
    }

    [Fact]
    public void A_masters_limit_holds_though_the_pool_has_more()
    {
        Open(workers: 100_000, limit: 5_000);
        Request(1, 5_000).One<LeaseGranted>();

        Request(2, 1_000).Nothing<LeaseGranted>();
    }

    [Fact]
    public void Returning_twice_books_once()
    {
        Open(workers: 10_000);
        Request(1, 6_000);
        Return(1, used: 5_000);
        Return(1, used: 5_000);

        Assert.Equal(5_000, _lifetime.Saga.Used.Values.Sum());
    }

    [Fact]
    public void Whatever_happens_the_ceiling_is_never_overrun() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 12], Gen.Int[0, 5_000], Gen.Int[0, 9]).Array[1, 60].Sample(steps =>
        {
            var lifetime = new Lifetime<BudgetStateMachine, BudgetState>(_run);
            lifetime.Hear(Budget(12_000, 4_000, 100_000));
            var granted = new Dictionary<Guid, int>();
            foreach (var (verb, worker, tokens, priority) in steps)
            {
                var id = Worker(worker);
                var decision = verb switch
                {
                    0 or 1 => lifetime.Hear(new RequestLease { OrchestrationId = _run, WorkerId = id, Master = "security", Type = "t", Tokens = tokens, Minimum = tokens / 2, Priority = priority }),
                    2 => lifetime.Hear(new ReturnLease { OrchestrationId = _run, WorkerId = id, Used = granted.Remove(id, out var lease) ? Math.Min(tokens, lease) : 0 }),
                    _ => lifetime.Hear(new SetAdmission { OrchestrationId = _run, Open = tokens % 2 == 0 }),
                };
                Note(decision, granted);
                foreach (var question in decision.All<DecideReserve>())
                    Note(lifetime.Hear(ReserveRule.Decide(question)), granted);
                var saga = lifetime.Saga;
                Assert.True(saga.Free >= 0, "the pool is overdrawn");
                Assert.True(saga.Used.Values.Sum() + saga.Leases.Sum(lease => lease.Tokens) <= 12_000 + saga.ReserveReleased);
                Assert.True(saga.ReserveReleased <= 4_000);
            }
        });

    private static void Note(Decision decision, Dictionary<Guid, int> granted)
    {
        foreach (var grant in decision.All<LeaseGranted>())
            granted[grant.WorkerId] = grant.Tokens;
    }

    private static Guid Worker(int number) => DeterministicId.Of($"worker/{number}");

    private static OpenBudget Budget(int workers, int reserve, int limit) => new()
    {
        OrchestrationId = _run,
        Budget = new BudgetPlan { Masters = 1_000, Workers = workers, Reserve = reserve },
        Masters = [new MasterPlan { Name = "security", Tokens = 100, WorkerTokens = limit }],
    };

    private void Open(int workers, int reserve = 0, int limit = 1_000_000) => _lifetime.Hear(Budget(workers, reserve, limit));

    private Decision Request(int worker, int tokens, int minimum = 0, int priority = 5) => _lifetime.Hear(new RequestLease
    {
        OrchestrationId = _run,
        WorkerId = Worker(worker),
        Master = "security",
        Type = "scan-worker",
        Tokens = tokens,
        Minimum = minimum,
        Priority = priority,
    });

    private Decision Return(int worker, int used) => _lifetime.Hear(new ReturnLease { OrchestrationId = _run, WorkerId = Worker(worker), Used = used });
}
