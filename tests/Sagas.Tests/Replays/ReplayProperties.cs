using CsCheck;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Replays;

public sealed class ReplayProperties : Scene
{
    private static readonly Gen<Func<Guid, object>> _message = Gen.Frequency(
        (6, Gen.Int[0, 12].Select(i => (Func<Guid, object>)(room => new TakeSeat { RoomId = room, Guest = $"guest-{i}" }))),
        (4, Gen.Int[0, 12].Select(i => (Func<Guid, object>)(room => new LeaveSeat { RoomId = room, Guest = $"guest-{i}" }))),
        (2, Gen.Int[0, 90].Select(i => (Func<Guid, object>)(room => new SetClosing { RoomId = room, Minutes = i < 10 ? null : i }))),
        (1, Gen.Const((Func<Guid, object>)(room => new Inspect { RoomId = room }))),
        (1, Gen.Const((Func<Guid, object>)(room => new OpenRoom { OrchestrationId = room, RoomId = room, Seats = 3 }))));

    [Fact]
    public async Task Whatever_a_lifetime_goes_through_replay_ends_in_the_state_it_lives_in()
    {
        await using var host = await TestHost.StartAsync(File.Path);
        var replay = new Replay(host.Log, [new RecordedMachine<RoomStateMachine, Room>()]);

        await Gen.Select(_message.Array[0, 90], Gen.Int[1, 8], Gen.Bool).SampleAsync(
            async (messages, seats, closes) =>
            {
                var room = NewId.NextGuid();
                var stream = $"room/{room:D}";
                await host.PublishAsync(new OpenRoom { OrchestrationId = room, RoomId = room, Seats = seats });
                await host.UntilAsync(() => host.Log.ReadStream(stream).Count == 1);
                foreach (var message in messages)
                    await host.Bus.Publish(message(room));
                await host.UntilAsync(() => host.Log.ReadStream(stream).Count == messages.Length + 1);
                if (closes)
                {
                    await host.Bus.Publish(new ClosingTime { RoomId = room });
                    await host.UntilAsync(() => host.Log.ReadStream(stream).Count == messages.Length + 2);
                }

                var verdict = await replay.VerifyStreamAsync(stream);
                Assert.True(verdict.Identical, verdict.Divergence?.ToString());
                Assert.Empty(LogIntegrity.Check(host.Store, room));
            },
            iter: 40,
            threads: 1);
    }
}
