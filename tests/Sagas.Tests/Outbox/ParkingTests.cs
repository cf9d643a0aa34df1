using Cortex.Contracts.Orchestrations;
using Cortex.Messaging;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Outbox;

public sealed class ParkingTests : Scene
{
    [Fact]
    public async Task A_command_that_fails_after_all_its_tries_is_parked_and_its_run_is_told()
    {
        await using var host = await OpenAsync();
        var tries = 0;
        host.Heard.Before = (consumer, _) => consumer != nameof(CleanRoomConsumer) ? Task.CompletedTask
            : ++tries > 0 ? throw new InvalidOperationException("No broom.") : Task.CompletedTask;
        await host.PublishAsync(new ClosingTime { RoomId = Room });

        var fault = await host.Heard.NextAsync<CommandFaulted>();

        Assert.Equal(1 + TestHost.Options.RetryIntervals.Count, tries);
        Assert.Equal((Run, "house", "CleanRoom", "InvalidOperationException: No broom."), (fault.OrchestrationId, fault.Master, fault.Command, fault.Reason));
        var parked = Assert.Single(host.Parked.List(Run));
        Assert.Equal(fault.Reason, parked.ParkedReason);
    }

    [Fact]
    public async Task A_parked_message_can_be_sent_again()
    {
        await using var host = await OpenAsync();
        host.Heard.Before = (consumer, _) => consumer == nameof(CleanRoomConsumer) ? throw new InvalidOperationException("No broom.") : Task.CompletedTask;
        await host.PublishAsync(new ClosingTime { RoomId = Room });
        await host.Heard.NextAsync<CommandFaulted>();
        host.Heard.Before = (_, _) => Task.CompletedTask;

        Assert.True(await host.Parked.ResendAsync(host.Parked.List(Run)[0].MessageId));

        Assert.Equal(Room, (await host.Heard.NextAsync<CleanRoom>()).RoomId);
        await host.SettleAsync(Run);
        Assert.Empty(host.Parked.List());
        Assert.False(await host.Parked.ResendAsync(Guid.Empty));
    }

    [Fact]
    public async Task A_command_for_a_service_that_is_not_there_is_parked_and_its_run_is_told()
    {
        await using var host = await TestHost.StartAsync(File.Path);
        await host.Store.WriteAsync(transaction => transaction.Emit(new Outgoing
        {
            MessageId = NewId.NextGuid(),
            Message = new CleanRoom { OrchestrationId = Run, RoomId = Room },
            Service = "garage",
            Run = Run,
        }));

        var fault = await host.Heard.NextAsync<CommandFaulted>();

        Assert.Equal(("garage", "CleanRoom"), (fault.Master, fault.Command));
        Assert.Single(host.Parked.List(Run));
    }

    [Fact]
    public async Task A_row_that_no_dispatch_delivers_is_parked_after_its_last_try()
    {
        var id = NewId.NextGuid();
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time;
        await using (var host = await TestHost.StartAsync(File.Path))
        {
            time = host.Time;
            await host.Store.WriteAsync(transaction => transaction.Commands.Execute(
                "INSERT INTO outbox (message_id, run, type, payload, created) VALUES ($1, $2, 'Gone.Contract', '{}', $3)", id, Run, transaction.Now));
            for (var i = 0; i <= TestHost.Options.MostAttempts; i++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await host.Sweeper.RunOnceAsync();
            }

            Assert.Contains("Not delivered", Assert.Single(host.Parked.List(Run)).ParkedReason, StringComparison.Ordinal);
        }
    }
}
