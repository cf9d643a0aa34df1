using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Replays;

public sealed class ReplayTests : Scene
{
    private static readonly RecordedMachine _rooms = new RecordedMachine<RoomStateMachine, Room>();

    [Fact]
    public async Task What_was_recorded_replays_identically()
    {
        await using var host = await PartyAsync();

        var verdict = await new Replay(host.Log, [_rooms]).VerifyRunAsync(Run);

        Assert.True(verdict.Identical, verdict.Divergence?.ToString());
        Assert.Equal((1, host.Log.Head), (verdict.Streams, verdict.Events));
    }

    [Fact]
    public async Task A_machine_that_decides_otherwise_is_caught_and_named()
    {
        await using var host = await PartyAsync();

        var verdict = await new Replay(host.Log, [new RecordedMachine<Rooms.Altered.RoomStateMachine, Room>()]).VerifyRunAsync(Run);

        Assert.Equal(Stream, verdict.Divergence!.Stream);
        Assert.Equal(9, verdict.Divergence.Sequence);
        Assert.Equal($"emitted message 1: the content of {typeof(SeatTaken).FullName} differs", verdict.Divergence.What);
    }

    [Fact]
    public async Task A_replay_stops_at_any_point_forwards_and_backwards()
    {
        await using var host = await PartyAsync();
        var replay = new Replay(host.Log, [_rooms]);

        var later = await replay.StateAtAsync(Stream, 5);
        var earlier = await replay.StateAtAsync(Stream, 2);

        Assert.Equal(("Open", 5L), (later.CurrentState, later.Sequence));
        Assert.Contains("guest-3", later.State, StringComparison.Ordinal);
        Assert.DoesNotContain("guest-3", earlier.State, StringComparison.Ordinal);
        Assert.Equal("Initial", (await replay.StateAtAsync(Stream, 0)).CurrentState);
        Assert.Equal(earlier, Assert.Single(await replay.StatesAtAsync(Run, host.Log.ReadStream(Stream)[1].Position)));
    }

    [Fact]
    public async Task Each_message_is_shown_with_the_difference_it_made()
    {
        await using var host = await PartyAsync();

        var steps = await new Replay(host.Log, [_rooms]).RunAsync(Run);

        Assert.Contains(new StateDifference("/seats", "0", "20"), steps[0].Differences);
        Assert.Contains(new StateDifference("/currentState", "\"Initial\"", "\"Open\""), steps[0].Differences);
        var seat = Assert.Single(steps[1].Differences);
        Assert.Equal(("/guests/guest-0", null), (seat.Path, seat.Before));
        Assert.Equal(("Open", "Closed"), (steps[^1].From, steps[^1].To));
    }

    [Fact]
    public async Task A_host_that_starts_from_a_snapshot_goes_on_as_if_it_had_never_stopped()
    {
        await using (var host = await OpenAsync(seats: 1000))
        {
            for (var i = 0; i < 70; i++)
                await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"g{i}" });
            await host.UntilAsync(() => host.Log.Head == 71);
            for (var i = 0; i < 30; i += 2)
                await host.PublishAsync(new LeaveSeat { RoomId = Room, Guest = $"g{i}" });
            await host.UntilAsync(() => host.Log.Head == 86);
            Assert.NotNull(host.Store.Read(commands => commands.Scalar("SELECT snapshot FROM streams")));
        }

        await using var next = await TestHost.StartAsync(File.Path);
        for (var i = 100; i < 200; i++)
            await next.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"g{i}" });
        await next.UntilAsync(() => next.Log.Head == 186);

        var verdict = await new Replay(next.Log, [_rooms]).VerifyRunAsync(Run);
        Assert.True(verdict.Identical, verdict.Divergence?.ToString());
    }

    [Fact]
    public async Task A_run_is_exported_to_one_file_and_verified_from_it()
    {
        using var file = new MemoryStream();
        await using (var host = await PartyAsync())
            await RunFile.ExportAsync(host.Log, Run, file);
        await using var empty = await TestHost.StartAsync(File.File("other.db"));
        var replay = new Replay(empty.Log, [_rooms]);

        file.Position = 0;
        var verdict = await RunFile.VerifyAsync(replay, file);
        Assert.True(verdict.Identical, verdict.Divergence?.ToString());

        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        Assert.Equal(Stream, (await VerifyAsync(lines.Where((_, i) => i != 5))).Divergence!.Stream);
        Assert.Contains("missing from the file", (await VerifyAsync(lines.SkipLast(1))).Divergence!.What, StringComparison.Ordinal);
        Assert.Contains("Line 2", (await Assert.ThrowsAsync<InvalidDataException>(() => VerifyAsync([lines[0], "{}"]))).Message, StringComparison.Ordinal);

        async Task<ReplayVerdict> VerifyAsync(IEnumerable<string> content) =>
            await RunFile.VerifyAsync(replay, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', content))));
    }

    [Fact]
    public async Task A_lifetime_that_outlives_runs_is_verified_further_by_each_check()
    {
        await using var host = await OutlivingAsync(guests: 5);
        var replay = new Replay(host.Log, [_rooms]);

        Assert.Equal((true, 6L), Seen(await replay.VerifyRunAsync(Run)));
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "late" });
        await host.UntilAsync(() => host.Log.Head == 7);

        Assert.Equal((true, 7L), Seen(await replay.VerifyRunAsync(Run)));
        Assert.Equal((true, 7L), Seen(await replay.VerifyRunAsync(Run, upToPosition: 3)));
    }

    [Theory]
    [InlineData("UPDATE events SET payload = replace(payload, 'guest-1', 'guest-9') WHERE sequence = 3", 3)]
    [InlineData("UPDATE events SET state_hash = 'altered' WHERE sequence = 6", 6)]
    [InlineData("DELETE FROM events WHERE sequence = 3", 4)]
    public async Task What_is_altered_after_it_was_verified_is_caught(string alteration, int sequence)
    {
        await using var host = await OutlivingAsync(guests: 5);
        var replay = new Replay(host.Log, [_rooms]);
        Assert.True((await replay.VerifyRunAsync(Run)).Identical);

        await host.Store.WriteAsync(transaction => transaction.Commands.Execute(alteration));

        Assert.Equal(sequence, (await replay.VerifyRunAsync(Run)).Divergence!.Sequence);
        Assert.Equal(sequence, (await replay.VerifyRunAsync(Run)).Divergence!.Sequence);
    }

    private static (bool, long) Seen(ReplayVerdict verdict) => (verdict.Identical, verdict.Events);

    private async Task<TestHost> OutlivingAsync(int guests)
    {
        var host = await OpenAsync(seats: 20);
        for (var i = 0; i < guests; i++)
        {
            await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"guest-{i}" });
            await host.UntilAsync(() => host.Log.Head == i + 2);
        }

        await host.Store.WriteAsync(transaction => transaction.Commands.Execute("UPDATE streams SET run = NULL"));
        return host;
    }

    private async Task<TestHost> PartyAsync()
    {
        var host = await OpenAsync(seats: 20);
        for (var i = 0; i < 10; i++)
        {
            await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"guest-{i}" });
            await host.UntilAsync(() => host.Log.Head == i + 2);
        }

        await host.PublishAsync(new SetClosing { RoomId = Room, Minutes = 7 });
        await host.UntilAsync(() => host.Log.Head == 12);
        host.Time.Advance(TimeSpan.FromMinutes(7));
        await host.Heard.NextAsync<RoomClosed>();
        await host.SettleAsync(Run);
        return host;
    }
}
