using Cortex.Sagas.Recording;

namespace Cortex.Sagas.Tests.Rooms;

public sealed class Room : RecordedSaga
{
    public Guid OrchestrationId { get; set; }

    public int Seats { get; set; }

    public Dictionary<string, DateTimeOffset> Guests { get; set; } = new(StringComparer.Ordinal);

    public override Guid? Run => OrchestrationId;
}
