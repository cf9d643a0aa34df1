using Cortex.Messaging.Outbox;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using MassTransit;

namespace Cortex.Messaging.Tests.Brokers;

[Collection(BrokerCollection.Name)]
public sealed class RoutingTests(RabbitMqServer broker)
{
    private readonly Guid _run = NewId.NextGuid();
    private readonly Guid _id = NewId.NextGuid();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_command_reaches_its_service_as_it_was_written()
    {
        var address = await broker.CreateHostAsync("commands");
        await using var house = await Service.StartAsync(address, "house");
        await using var office = await Service.StartAsync(address, "office", takes: false);

        await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = "grüße", Kind = LetterKind.Parcel }, _id);

        Assert.Equal(new Heard(new DeliverLetter { OrchestrationId = _run, Text = "grüße", Kind = LetterKind.Parcel }, _id, DeterministicId.Of($"cause of {_id}"), _run.ToString("D"), Again: false), await house.NextAsync());
        await office.UntilAsync(() => office.Row(_id)!.State == "done", "the confirmation");
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task An_event_reaches_whoever_wants_it_and_is_done_when_nobody_does()
    {
        var address = await broker.CreateHostAsync("events");
        await using var house = await Service.StartAsync(address, "house");
        await house.PublishAsync(new LetterRead { OrchestrationId = _run, Text = "unheard" }, _id);
        await house.UntilAsync(() => house.Row(_id)!.State == "done", "the confirmation");

        await using var office = await Service.StartAsync(address, "office", takes: false);
        await using var branch = await Service.StartAsync(address, "branch", takes: false);
        await house.PublishAsync(new LetterRead { OrchestrationId = _run, Text = "heard" }, DeterministicId.Of("heard"));

        Assert.Equal("heard", Assert.IsType<LetterRead>((await office.NextAsync()).Message).Text);
        Assert.Equal("heard", Assert.IsType<LetterRead>((await branch.NextAsync()).Message).Text);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_command_for_a_service_that_was_never_there_stays_and_is_parked_with_the_reason()
    {
        var address = await broker.CreateHostAsync("nobody");
        await using var office = await Service.StartAsync(address, "office", takes: false, outbox: new OutboxOptions { Grace = TimeSpan.Zero, SweepInterval = TimeSpan.FromMilliseconds(50), MostAttempts = 2 });

        await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = "hello" }, _id);

        await office.UntilAsync(() => office.Row(_id)!.State == "parked", "the parking");
        Assert.Equal(
            "Not delivered after 2 repeated dispatches. No consumer has bound house-deliver-letter: the service 'house' has never been on this broker, or takes no DeliverLetter.",
            office.Row(_id)!.ParkedReason);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_service_that_comes_late_gets_what_was_sent_before_it_came()
    {
        var address = await broker.CreateHostAsync("late");
        await using var office = await Service.StartAsync(address, "office", takes: false, outbox: new OutboxOptions { Grace = TimeSpan.Zero, SweepInterval = TimeSpan.FromMilliseconds(100), MostAttempts = 1000 });
        await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = "hello" }, _id);
        await office.UntilAsync(() => office.Deliveries.RefusalOf(_id) is not null, "the refusal");
        Assert.Equal("pending", office.Row(_id)!.State);

        await using var house = await Service.StartAsync(address, "house");

        Assert.Equal((_id, true), (await house.NextAsync() is var heard ? heard.Id : null, heard.Again));
        await office.UntilAsync(() => office.Row(_id)!.State == "done", "the confirmation");
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Every_queue_of_a_service_is_a_quorum_queue()
    {
        var address = await broker.CreateHostAsync("quorum");
        await using var house = await Service.StartAsync(address, "house");

        var queues = await broker.Management.GetStringAsync("api/queues/quorum");

        Assert.Contains("\"name\":\"house-letter\"", queues, StringComparison.Ordinal);
        Assert.DoesNotContain("classic", queues, StringComparison.Ordinal);
    }
}
