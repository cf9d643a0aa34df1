using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Recording;

public sealed class RecordingTests : Scene
{
    [Fact]
    public async Task A_message_is_recorded_with_what_it_made_the_machine_emit()
    {
        await using var host = await OpenAsync(seats: 2);
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });

        var (answer, id) = await host.Heard.NextWithIdAsync<SeatTaken>();

        Assert.Equal(1, answer.Left);
        await host.SettleAsync(Run);
        var logged = host.Log.ReadRun(Run);
        Assert.Equal([1, 2], logged.Select(e => e.Sequence));
        Assert.Equal(Stream, logged[1].Stream);
        Assert.Equal("""{"roomId":"ROOM","guest":"ada"}""".Replace("ROOM", Room.ToString("D")), logged[1].Payload);
        Assert.Equal(host.Time.GetUtcNow(), logged[1].RecordedAt);
        var emitted = Assert.Single(logged[1].Emitted);
        Assert.Equal((typeof(SeatTaken).FullName, id), (emitted.Type, emitted.MessageId));
        Assert.Equal([Stream], host.Log.StreamsOf(Run));
    }

    [Fact]
    public async Task A_message_that_comes_twice_changes_nothing_and_is_answered_again()
    {
        await using var host = await OpenAsync();
        var id = NewId.NextGuid();
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" }, id);
        var first = await host.Heard.NextWithIdAsync<SeatTaken>();
        await host.SettleAsync(Run);

        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" }, id);
        var second = await host.Heard.NextWithIdAsync<SeatTaken>();

        Assert.Equal(first, second);
        Assert.Equal(2, host.Log.ReadStream(Stream).Count);
        Assert.Single(Outbox(host.Store, "type LIKE '%SeatTaken'"));
    }

    [Fact]
    public async Task A_message_that_came_before_the_restart_is_known_after_it()
    {
        var id = NewId.NextGuid();
        await using (var host = await OpenAsync())
        {
            await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" }, id);
            await host.Heard.NextAsync<SeatTaken>();
            await host.SettleAsync(Run);
        }

        await using var next = await TestHost.StartAsync(File.Path);
        await next.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" }, id);

        Assert.Equal("ada", (await next.Heard.NextAsync<SeatTaken>()).Guest);
        Assert.Equal(2, next.Log.ReadStream(Stream).Count);
    }

    [Fact]
    public async Task A_message_for_nobody_is_parked_and_named()
    {
        await using var host = await TestHost.StartAsync(File.Path);
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });

        await host.UntilAsync(() => host.Parked.List().Count == 1);

        Assert.Equal($"There is no {Stream}, and TakeSeat does not begin one.", host.Parked.List()[0].ParkedReason);
        Assert.Equal(0, host.Log.Head);
    }

    [Fact]
    public async Task A_message_that_Initial_ignores_is_forgotten_when_there_is_no_lifetime()
    {
        await using var host = await TestHost.StartAsync(File.Path);
        await host.PublishAsync(new ClosingTime { RoomId = Room });
        await OpenRoomAsync(host);

        Assert.Empty(host.Parked.List());
        Assert.Single(host.Log.ReadStream(Stream));
    }

    [Fact]
    public async Task An_ignored_message_is_recorded_too()
    {
        await using var host = await OpenAsync();
        await host.PublishAsync(new Inspect { RoomId = Room });

        await host.UntilAsync(() => host.Log.ReadStream(Stream).Count == 2);

        var events = host.Log.ReadStream(Stream);
        Assert.Equal(events[0].StateHash, events[1].StateHash);
    }

    [Fact]
    public async Task A_message_that_the_state_does_not_decide_is_parked()
    {
        await using var host = await OpenAsync();
        await host.PublishAsync(new ClosingTime { RoomId = Room });
        await host.Heard.NextAsync<RoomClosed>();
        await host.PublishAsync(new Inspect { RoomId = Room });

        await host.UntilAsync(() => host.Parked.List().Count == 1);

        Assert.Equal($"{Stream} in state Closed does not decide Inspect.", host.Parked.List()[0].ParkedReason);
    }

    [Fact]
    public async Task A_behaviour_that_fails_half_way_leaves_no_trace()
    {
        await using var host = await OpenAsync();
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "poison" });
        await host.UntilAsync(() => host.Parked.List().Count == 1);
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });

        Assert.Equal(2, (await host.Heard.NextAsync<SeatTaken>()).Left);
        Assert.Contains("breaks the furniture", host.Parked.List()[0].ParkedReason, StringComparison.Ordinal);
        Assert.Equal(2, host.Log.ReadStream(Stream).Count);
    }

    [Fact]
    public async Task Who_follows_the_log_is_woken_by_the_next_event()
    {
        await using var host = await OpenAsync();
        var head = host.Log.Head;
        var waiting = host.Log.WaitAsync(head, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(head + 1, host.Log.ReadRun(Run, head, 10)[0].Position);
    }
}
