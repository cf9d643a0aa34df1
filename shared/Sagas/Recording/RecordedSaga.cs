using System.Text.Json.Serialization;
using MassTransit;

namespace Cortex.Sagas.Recording;

/// <summary>The state of one lifetime, kept as the sum of its recorded messages.</summary>
public abstract class RecordedSaga : SagaStateMachineInstance
{
    /// <summary>The run it belongs to; null when it outlives runs.</summary>
    [JsonIgnore]
    public abstract Guid? Run { get; }

    public Guid CorrelationId { get; set; }

    /// <summary>The state's name.</summary>
    public string CurrentState { get; set; } = "Initial";

    /// <summary>The decision being made; set before a behaviour runs, live and in replay alike.</summary>
    [JsonIgnore]
    public Decision Decision { get; set; } = null!;
}
