using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Hosts;

/// <summary>What most tests begin with: a store file, a run and a room in it.</summary>
public abstract class Scene : IDisposable
{
    internal StoreFile File { get; } = new();

    protected Guid Run { get; } = NewId.NextGuid();

    protected Guid Room { get; } = NewId.NextGuid();

    protected string Stream => $"room/{Room:D}";

    internal async Task<TestHost> OpenAsync(int seats = 3)
    {
        var host = await TestHost.StartAsync(File.Path);
        await OpenRoomAsync(host, seats);
        return host;
    }

    internal async Task OpenRoomAsync(TestHost host, int seats = 3)
    {
        await host.PublishAsync(new OpenRoom { OrchestrationId = Run, RoomId = Room, Seats = seats });
        await host.UntilAsync(() => host.Log.ReadStream(Stream).Count == 1);
    }

    internal static IReadOnlyList<OutboxRow> Outbox(Store store, string where = "1 = 1") =>
        store.Read(commands => OutboxRow.Query(commands, where + " ORDER BY sequence"));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => File.Dispose();
}
