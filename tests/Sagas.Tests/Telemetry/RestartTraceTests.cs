using System.Collections.Concurrent;
using System.Diagnostics;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Telemetry;

/// <summary>The trace of a run after the host that began it is gone.</summary>
public sealed class RestartTraceTests : Scene
{
    [Fact]
    public async Task What_a_dead_host_left_is_sent_in_the_trace_of_its_run()
    {
        var plug = new Plug();
        await using (var first = await TestHost.StartAsync(File.Path, observer: plug))
        {
            await OpenRoomAsync(first, seats: 1);
            plug.PullAfterNextCommit = true;
            await first.PublishAsync(new TakeSeat { RoomId = Room, Guest = "Ada" });
            await plug.Pulled;
        }

        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "Cortex.Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var second = await TestHost.StartAsync(File.Path);
        await second.Heard.NextAsync<SeatTaken>();
        await second.SettleAsync(Run);

        var trace = spans.Where(span => span.TraceId.ToHexString() == Run.ToString("N")).ToList();
        Assert.Contains(trace, span => span.DisplayName == $"dispatch {nameof(SeatTaken)}" && span.ParentSpanId == default);
        Assert.Contains(trace, span => span.Source.Name == "MassTransit" && span.Kind == ActivityKind.Producer);
        Assert.Contains(trace, span => span.Source.Name == "MassTransit" && span.Kind == ActivityKind.Consumer);
    }
}
