using Cortex.Sagas.Replays;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Recording;

public sealed class ConcurrencyTests : Scene
{
    [Fact]
    public async Task Two_hundred_messages_at_once_for_one_lifetime_are_all_decided_one_after_the_other()
    {
        await using var host = await OpenAsync(seats: 1000);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => host.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"guest-{i}" })));
        await host.UntilAsync(() => host.Log.Head == 201);
        await host.SettleAsync(Run);

        var left = host.Log.ReadStream(Stream);
        Assert.Equal(Enumerable.Range(1, 201).Select(i => (long)i), left.Select(e => e.Sequence));
        Assert.Empty(host.Parked.List());
        Assert.Equal(200, Outbox(host.Store, "type LIKE '%SeatTaken' AND state = 'done'").Count);
        var verdict = await new Replay(host.Log, [new RecordedMachine<RoomStateMachine, Room>()]).VerifyRunAsync(Run);
        Assert.True(verdict.Identical, verdict.Divergence?.ToString());
    }

    [Fact]
    public async Task A_thousand_lifetimes_at_once()
    {
        await using var host = await TestHost.StartAsync(File.Path);
        var rooms = Enumerable.Range(0, 1000).Select(_ => NewId.NextGuid()).ToList();

        foreach (var room in rooms)
            await host.PublishAsync(new OpenRoom { OrchestrationId = Run, RoomId = room, Seats = 2 });
        await host.UntilAsync(() => host.Log.Head == 1000);
        foreach (var room in rooms)
            await host.PublishAsync(new TakeSeat { RoomId = room, Guest = "ada" });
        await host.UntilAsync(() => host.Log.Head == 2000);
        await host.SettleAsync(Run);

        Assert.Equal(1000, host.Log.StreamsOf(Run).Count);
        Assert.Equal(1000, Outbox(host.Store, "type LIKE '%SeatTaken' AND state = 'done'").Count);
        Assert.Empty(host.Parked.List());
    }
}
