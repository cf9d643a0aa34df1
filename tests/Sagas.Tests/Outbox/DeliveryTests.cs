using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Outbox;

public sealed class DeliveryTests : Scene
{
    [Fact]
    public async Task A_row_is_done_only_when_all_its_consumers_have_finished()
    {
        await using var host = await OpenAsync();
        var hold = new TaskCompletionSource();
        host.Heard.Before = (consumer, _) => consumer == nameof(NewsConsumer) ? hold.Task : Task.CompletedTask;

        await host.PublishAsync(new ClosingTime { RoomId = Room });
        await host.Heard.NextAsync<CleanRoom>();
        await host.UntilAsync(() => Outbox(host.Store, "type LIKE '%CleanRoom'")[0].State == "done");
        Assert.Equal("pending", Outbox(host.Store, "type LIKE '%RoomClosed'")[0].State);

        hold.SetResult();
        await host.SettleAsync(Run);
        Assert.Equal("done", Outbox(host.Store, "type LIKE '%RoomClosed'")[0].State);
    }

    [Fact]
    public async Task What_a_killed_host_had_committed_and_not_sent_is_sent_by_the_next()
    {
        var plug = new Plug();
        await using (var host = await TestHost.StartAsync(File.Path, observer: plug))
        {
            await OpenRoomAsync(host);
            plug.PullAfterNextCommit = true;
            await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });
            await plug.Pulled;
            Assert.True(host.Heard.IsEmpty);
        }

        await using var next = await TestHost.StartAsync(File.Path);

        Assert.Equal("ada", (await next.Heard.NextAsync<SeatTaken>()).Guest);
        await next.SettleAsync(Run);
        Assert.Equal(2, next.Log.ReadStream(Stream).Count);
    }

    [Fact]
    public async Task What_a_killed_host_was_handling_is_handled_by_the_next()
    {
        var hold = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        await using (var host = await OpenAsync())
        {
            host.Heard.Before = async (consumer, _) =>
            {
                if (consumer != nameof(CleanRoomConsumer))
                    return;
                reached.SetResult();
                await hold.Task;
                throw new OperationCanceledException("The process is gone.");
            };
            await host.PublishAsync(new ClosingTime { RoomId = Room });
            await reached.Task;
            System.IO.File.Copy(File.Path, File.File("copy.db"));
            System.IO.File.Copy(File.Path + "-wal", File.File("copy.db-wal"));
            hold.SetResult();
        }

        await using var next = await TestHost.StartAsync(File.File("copy.db"));

        Assert.Equal(Room, (await next.Heard.NextAsync<CleanRoom>()).RoomId);
    }

    [Fact]
    public async Task Messages_go_out_in_the_order_of_their_commits()
    {
        await using var host = await OpenAsync(seats: 100);
        for (var i = 0; i < 50; i++)
        {
            var head = host.Log.Head;
            await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = $"g{i}" });
            await host.Log.WaitAsync(head, CancellationToken.None);
        }

        await host.SettleAsync(Run);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => 99 - i), Outbox(host.Store, "type LIKE '%SeatTaken'").Select(row => Left(row.Payload)));

        static int Left(string payload) => System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("left").GetInt32();
    }

    [Fact]
    public async Task A_host_stops_though_a_consumer_is_still_waiting_and_the_next_one_hears_the_message()
    {
        var reached = new TaskCompletionSource();
        await using (var host = await OpenAsync())
        {
            host.Heard.Waiting = async (consumer, stop) =>
            {
                if (consumer != nameof(CleanRoomConsumer))
                    return;
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            };
            await host.PublishAsync(new ClosingTime { RoomId = Room });
            await reached.Task;
        }

        await using var next = await TestHost.StartAsync(File.Path);

        Assert.Equal(Room, (await next.Heard.NextAsync<CleanRoom>()).RoomId);
    }
}
