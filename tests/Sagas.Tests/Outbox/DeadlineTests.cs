using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Outbox;

public sealed class DeadlineTests : Scene
{
    [Fact]
    public async Task A_deadline_comes_at_its_time_and_not_before()
    {
        await using var host = await OpenAsync();
        Assert.Single(host.Log.OpenDeadlines(Run));

        host.Time.Advance(TimeSpan.FromMinutes(59));
        await host.Sweeper.RunOnceAsync();
        Assert.Equal(0, host.Deliveries.InFlight);
        host.Time.Advance(TimeSpan.FromMinutes(1));

        var closed = await host.Heard.NextAsync<RoomClosed>();
        Assert.Equal(host.Time.GetUtcNow(), closed.At);
        await host.SettleAsync(Run);
        Assert.Empty(host.Log.OpenDeadlines(Run));
    }

    [Fact]
    public async Task A_deadline_that_was_replaced_comes_at_the_new_time_only()
    {
        await using var host = await OpenAsync();
        await host.PublishAsync(new SetClosing { RoomId = Room, Minutes = 5 });
        await host.UntilAsync(() => host.Log.ReadStream(Stream).Count == 2);
        var opened = host.Time.GetUtcNow();
        Assert.Equal(opened.AddMinutes(5), Assert.Single(host.Log.OpenDeadlines(Run)).Due);

        host.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(opened.AddMinutes(5), (await host.Heard.NextAsync<RoomClosed>()).At);
        Assert.Equal(["canceled", "done"], Outbox(host.Store, "due IS NOT NULL").Select(row => row.State));
    }

    [Fact]
    public async Task A_deadline_that_was_taken_back_never_comes()
    {
        await using var host = await OpenAsync();
        await host.PublishAsync(new SetClosing { RoomId = Room, Minutes = null });
        await host.UntilAsync(() => host.Log.ReadStream(Stream).Count == 2);
        Assert.Empty(host.Log.OpenDeadlines(Run));
        Assert.Equal([$"{Stream}/closing"], host.Log.ReadStream(Stream)[1].CanceledDeadlines);

        host.Time.Advance(TimeSpan.FromHours(2));
        await host.Sweeper.RunOnceAsync();
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });

        Assert.Equal("ada", (await host.Heard.NextAsync<SeatTaken>()).Guest);
    }

    [Fact]
    public async Task A_deadline_that_passed_while_no_host_ran_comes_at_the_start()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time;
        await using (var host = await OpenAsync())
            time = host.Time;
        time.Advance(TimeSpan.FromHours(3));

        await using var next = await TestHost.StartAsync(File.Path, time);

        Assert.Equal(time.GetUtcNow(), (await next.Heard.NextAsync<RoomClosed>()).At);
    }
}
