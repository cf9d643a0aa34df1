using Cortex.Contracts.Plans;
using Cortex.Contracts.Pools;
using Cortex.Coordinator.Pools;
using Cortex.Messaging;

namespace Cortex.Coordinator.Tests.Machines;

public sealed class PoolTests
{
    private static readonly Guid _pool = DeterministicId.Of("pool");
    private readonly Lifetime<PoolStateMachine, PoolState> _lifetime = new(_pool);

    [Fact]
    public void Slots_are_spread_over_the_freest_nodes()
    {
        Configure(("a", 2), ("b", 2));

        Assert.Equal(["a", "b", "a", "b"], Enumerable.Range(1, 4).Select(worker => Request(worker).One<SlotGranted>().Node));
        Request(5).Nothing<SlotGranted>();
    }

    [Fact]
    public void A_slot_that_comes_back_goes_to_the_highest_priority_first()
    {
        Configure(("a", 1));
        Request(1);
        Request(2, priority: 1);
        Request(3, priority: 9);

        Assert.Equal(Worker(3), Release(1).One<SlotGranted>().WorkerId);
    }

    [Fact]
    public void Of_equal_priority_the_run_that_holds_least_comes_first()
    {
        Configure(("a", 2));
        Request(1, run: 1);
        Request(2, run: 1);
        Request(3, run: 1);
        Request(4, run: 2);

        Assert.Equal(Worker(4), Release(1).One<SlotGranted>().WorkerId);
    }

    [Fact]
    public void A_node_to_avoid_is_taken_only_when_nothing_else_is_free()
    {
        Configure(("a", 1), ("b", 1));

        Assert.Equal("b", Request(1, avoid: "a").One<SlotGranted>().Node);
        Assert.Equal("a", Request(2, avoid: "a").One<SlotGranted>().Node);
    }

    [Fact]
    public void A_request_is_queued_until_the_pool_is_known()
    {
        Request(1).Nothing<SlotGranted>();

        Assert.Equal(Worker(1), Configure(("a", 1)).One<SlotGranted>().WorkerId);
    }

    [Fact]
    public void Asking_twice_gives_one_slot_and_releasing_twice_frees_one()
    {
        Configure(("a", 1));
        Request(1);
        Request(1).Nothing<SlotGranted>();
        Request(2);
        Request(3);

        Release(1).One<SlotGranted>();
        Release(1).Nothing<SlotGranted>();
    }

    [Fact]
    public void A_waiting_request_can_be_taken_back()
    {
        Configure(("a", 1));
        Request(1);
        Request(2);
        Release(2);

        Release(1).Nothing<SlotGranted>();
        Assert.Empty(_lifetime.Saga.Held);
    }

    private static Guid Worker(int number) => DeterministicId.Of($"worker/{number}");

    private Sagas.Recording.Decision Configure(params (string Name, int Slots)[] nodes) => _lifetime.Hear(new ConfigurePool
    {
        PoolId = _pool,
        Nodes = new NodePoolPlan { Pool = "p", Nodes = [.. nodes.Select(node => new NodePlan { Name = node.Name, Slots = node.Slots })] },
    });

    private Sagas.Recording.Decision Request(int worker, int run = 1, int priority = 5, string? avoid = null) => _lifetime.Hear(new RequestSlot
    {
        PoolId = _pool,
        OrchestrationId = DeterministicId.Of($"run/{run}"),
        WorkerId = Worker(worker),
        Attempt = 1,
        Priority = priority,
        Avoid = avoid,
    });

    private Sagas.Recording.Decision Release(int worker, int run = 1) =>
        _lifetime.Hear(new ReleaseSlot { PoolId = _pool, OrchestrationId = DeterministicId.Of($"run/{run}"), WorkerId = Worker(worker), Attempt = 1 });
}
