using Cortex.Messaging.Delivery;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Stepping;
using MassTransit;

namespace Cortex.Sagas.Recording;

/// <summary>A machine whose lifetimes are recorded, as replay and diagrams see it.</summary>
public abstract class RecordedMachine
{
    /// <summary>First part of its streams' names: the machine's type without StateMachine, in kebab case.</summary>
    public abstract string Name { get; }

    /// <summary>Changes with every build that changes the assembly; snapshots of another version are not read.</summary>
    public abstract string Version { get; }

    public abstract StateMachine Machine { get; }

    /// <summary>A lifetime before its first event.</summary>
    public abstract ReplayedLifetime Begin(Guid correlationId);
}

/// <inheritdoc/>
public sealed class RecordedMachine<TMachine, TSaga> : RecordedMachine
    where TMachine : MassTransitStateMachine<TSaga>, new()
    where TSaga : RecordedSaga, new()
{
    private readonly TMachine _machine;

    public RecordedMachine() : this(new TMachine())
    {
    }

    internal RecordedMachine(TMachine machine)
    {
        _machine = machine;
        Step = new SagaStep<TSaga>(machine, ServiceEndpoints.Kebab(ServiceEndpoints.Stem(typeof(TMachine).Name, "StateMachine")));
    }

    public override string Name => Step.Name;

    public override string Version { get; } = typeof(TMachine).Module.ModuleVersionId.ToString("N");

    public override StateMachine Machine => _machine;

    internal SagaStep<TSaga> Step { get; }

    public override ReplayedLifetime Begin(Guid correlationId) => new ReplayedLifetime<TSaga>(Step, correlationId);
}
