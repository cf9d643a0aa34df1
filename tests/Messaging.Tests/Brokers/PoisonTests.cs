using System.Text.Json;
using Cortex.Messaging.Delivery;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using MassTransit;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>What no service can handle ends in its parked messages with the reason, and stops nothing else.</summary>
[Collection(BrokerCollection.Name)]
public sealed class PoisonTests(RabbitMqServer broker)
{
    private const string Queue = "house-letter";
    private readonly Guid _run = NewId.NextGuid();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task What_is_no_message_is_parked_and_the_next_one_is_handled()
    {
        var address = await broker.CreateHostAsync("garbage");
        await using var house = await Service.StartAsync(address, "house");
        await using var client = await RawClient.ConnectAsync(address);

        await client.SendAsync(Queue, "{ this is no JSON", "application/vnd.masstransit+json", NewId.NextGuid());
        await client.SendAsync(Queue, "\0\u0001\u0002", "application/octet-stream", null);
        await client.SendAsync(Queue, Envelope("urn:message:Cortex.Messaging.Tests.Brokers:DeliverLetter", """{"text":"no run"}"""), "application/vnd.masstransit+json", NewId.NextGuid());
        await client.SendAsync(Queue, Envelope("urn:message:Cortex.Messaging.Tests.Brokers:Unheard", "{}"), "application/vnd.masstransit+json", NewId.NextGuid());
        await client.SendAsync(Queue, Envelope("urn:message:Cortex.Messaging.Tests.Brokers:DeliverLetter", JsonSerializer.Serialize(new { orchestrationId = _run, text = "good" })), "application/vnd.masstransit+json", NewId.NextGuid());

        Assert.Equal("good", Assert.IsType<DeliverLetter>((await house.NextAsync()).Message).Text);
        await house.UntilAsync(() => house.Parked.List().Count == 4, "the parking of all four");
        Assert.Collection(
            house.Parked.List().Select(row => row.ParkedReason!).Order(StringComparer.Ordinal),
            reason => Assert.Matches("^DeliverLetter cannot be read: .*orchestrationId", reason),
            reason => Assert.Equal($"No consumer at {Queue} takes Cortex.Messaging.Tests.Brokers.Unheard, and this version knows no such contract.", reason),
            reason => Assert.StartsWith($"What came to {Queue} is no message of Cortex: it is no JSON (", reason, StringComparison.Ordinal),
            reason => Assert.StartsWith($"What came to {Queue} is no message of Cortex: it is no JSON (", reason, StringComparison.Ordinal));
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_message_that_fails_every_try_is_parked_with_its_reason()
    {
        var address = await broker.CreateHostAsync("failing");
        var tries = 0;
        await using var house = await Service.StartAsync(address, "house", onLetter: _ => ++tries > 0 ? throw new InvalidOperationException("No broom.") : Task.CompletedTask);
        await using var office = await Service.StartAsync(address, "office", takes: false);
        var id = NewId.NextGuid();

        await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = "hello" }, id);

        await house.UntilAsync(() => house.Parked.List(_run).Count > 0, "the parking");
        var parked = house.Parked.List(_run).Single(row => row.MessageId == id);
        Assert.Equal((2, "house", "InvalidOperationException: No broom."), (tries, parked.Service, parked.ParkedReason));
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_message_that_is_given_out_again_and_again_is_parked_past_the_limit()
    {
        var address = await broker.CreateHostAsync("deadly");
        var id = NewId.NextGuid();
        await using (await Service.StartAsync(address, "house"))
        {
        }

        await using (var client = await RawClient.ConnectAsync(address))
        {
            await client.SendAsync(Queue, Envelope("urn:message:Cortex.Messaging.Tests.Brokers:DeliverLetter", JsonSerializer.Serialize(new { orchestrationId = _run, text = "deadly" })), "application/vnd.masstransit+json", id);
            // Taken and never answered, as by a process that dies of it.
            for (var taken = 0; taken < RedeliveryLimit.Most; taken++)
                await client.TakeAndReturnAsync(Queue);
        }

        await using var house = await Service.StartAsync(address, "house", onLetter: _ => throw new InvalidOperationException("It was handled once more."));

        await house.UntilAsync(() => house.Parked.List(_run).Count > 0, "the parking");
        Assert.Equal(
            $"It was given out {RedeliveryLimit.Most} times and never answered: whoever handled it ended, or lost the broker, in the middle.",
            house.Parked.List(_run).Single(row => row.MessageId == id).ParkedReason);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_parked_message_that_is_sent_again_is_handled()
    {
        var address = await broker.CreateHostAsync("again");
        var broken = true;
        await using var house = await Service.StartAsync(address, "house", onLetter: _ => broken ? throw new InvalidOperationException("No broom.") : Task.CompletedTask);
        await using var office = await Service.StartAsync(address, "office", takes: false);
        var id = NewId.NextGuid();
        await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = "hello" }, id);
        await house.UntilAsync(() => house.Parked.List(_run).Count > 0, "the parking");

        broken = false;
        Assert.True(await house.Parked.ResendAsync(id));

        Assert.Equal(id, (await house.NextAsync()).Id);
        await house.UntilAsync(() => house.Row(id)!.State == "done", "the confirmation");
    }

    private static string Envelope(string type, string message) => $$"""{"messageType":["{{type}}"],"message":{{message}}}""";
}
