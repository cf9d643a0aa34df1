using Cortex.Sagas.Log;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Replays;

public sealed class LogIntegrityTests : Scene
{
    [Fact]
    public async Task A_whole_log_has_no_problems()
    {
        await using var host = await TwoGuestsAsync();

        Assert.Empty(LogIntegrity.Check(host.Store, Run));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_event_that_was_removed_is_named(int sequence)
    {
        await using var host = await TwoGuestsAsync();
        await host.Store.WriteAsync(transaction => transaction.Commands.Execute("DELETE FROM events WHERE sequence = $1", sequence));

        var problem = Assert.Single(LogIntegrity.Check(host.Store, Run));

        Assert.Equal((LogProblemKind.EventMissing, Stream, (long?)sequence), (problem.Kind, problem.Stream, problem.Sequence));
        Assert.Equal($"Event {sequence} of {Stream} is missing.", problem.Detail);
    }

    [Fact]
    public async Task A_head_that_was_removed_is_named()
    {
        await using var host = await TwoGuestsAsync();
        await host.Store.WriteAsync(transaction => transaction.Commands.Execute("DELETE FROM streams"));

        Assert.Equal(LogProblemKind.HeadMissing, Assert.Single(LogIntegrity.Check(host.Store, Run)).Kind);
    }

    [Fact]
    public async Task An_outbox_row_that_was_removed_is_named()
    {
        await using var host = await TwoGuestsAsync();
        var id = Outbox(host.Store, "type LIKE '%SeatTaken'")[0].MessageId;
        await host.Store.WriteAsync(transaction => transaction.Commands.Execute("DELETE FROM outbox WHERE message_id = $1", id));

        var problem = Assert.Single(LogIntegrity.Check(host.Store, Run));

        Assert.Equal((LogProblemKind.MessageMissing, (Guid?)id, 2L), (problem.Kind, problem.MessageId, problem.Sequence));
        Assert.Contains("SeatTaken", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outbox_row_that_was_altered_is_named()
    {
        await using var host = await TwoGuestsAsync();
        await host.Store.WriteAsync(transaction => transaction.Commands.Execute("UPDATE outbox SET payload = '{}' WHERE type LIKE '%ClosingTime'"));

        Assert.Equal(LogProblemKind.MessageAltered, Assert.Single(LogIntegrity.Check(host.Store, Run)).Kind);
    }

    private async Task<TestHost> TwoGuestsAsync()
    {
        var host = await OpenAsync();
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });
        await host.Heard.NextAsync<SeatTaken>();
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "bob" });
        await host.Heard.NextAsync<SeatTaken>();
        await host.SettleAsync(Run);
        return host;
    }
}
