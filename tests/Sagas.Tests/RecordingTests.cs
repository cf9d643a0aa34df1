using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly StoreFile _file = new();
    private readonly Guid _run = NewId.NextGuid();
    private readonly Guid _room = NewId.NextGuid();

    [Fact]
    public async Task A_message_is_recorded_with_what_it_made_the_machine_emit()
    {
        await using var host = await TestHost.StartAsync(_file.Path);
        await host.PublishAsync(new OpenRoom { OrchestrationId = _run, RoomId = _room, Seats = 2 });
        await host.UntilAsync(() => host.Log.Head == 1);
        await host.PublishAsync(new TakeSeat { RoomId = _room, Guest = "ada" });
        var answer = await host.Heard.NextAsync<SeatTaken>();
        Assert.Equal(1, answer.Left);
        await host.SettleAsync(_run);
        var logged = host.Log.ReadRun(_run);
        Assert.Equal(2, logged.Count);
        Assert.Equal($"room/{_room:D}", logged[1].Stream);
        Assert.Equal(typeof(SeatTaken).FullName, Assert.Single(logged[1].Emitted).Type);
    }

    public void Dispose() => _file.Dispose();
}
