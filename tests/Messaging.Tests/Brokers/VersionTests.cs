using System.Collections.Concurrent;
using System.Text.Json;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using MassTransit;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>Services of two versions on one broker: what an older one meets of a newer one.</summary>
[Collection(BrokerCollection.Name)]
public sealed class VersionTests(RabbitMqServer broker)
{
    private const string Queue = "house-letter";
    private const string Json = "application/vnd.masstransit+json";

    private readonly Guid _run = NewId.NextGuid();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_member_of_a_newer_contract_is_skipped()
    {
        var address = await broker.CreateHostAsync("newer");
        await using var house = await Service.StartAsync(address, "house");
        await using var client = await RawClient.ConnectAsync(address);

        await client.SendAsync(Queue, Letter(new { orchestrationId = _run, text = "hello", stampedLater = new { by = "a newer version", at = 7 } }), Json, NewId.NextGuid());

        Assert.Equal(new DeliverLetter { OrchestrationId = _run, Text = "hello" }, (await house.NextAsync()).Message);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_value_of_a_newer_enum_is_parked_with_its_place()
    {
        var address = await broker.CreateHostAsync("value");
        await using var house = await Service.StartAsync(address, "house");
        await using var client = await RawClient.ConnectAsync(address);
        var id = NewId.NextGuid();

        await client.SendAsync(Queue, Letter(new { orchestrationId = _run, text = "hello", kind = "hologram" }), Json, id);

        await house.UntilAsync(() => house.Parked.List(_run).Count > 0, "the parking");
        var parked = house.Parked.List(_run).Single(row => row.MessageId == id);
        Assert.StartsWith("DeliverLetter cannot be read: The JSON value could not be converted", parked.ParkedReason, StringComparison.Ordinal);
        Assert.Contains("$.kind", parked.ParkedReason, StringComparison.Ordinal);
        Assert.Contains("hologram", parked.Payload, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Two_versions_of_a_service_at_once_share_its_work_and_lose_none()
    {
        const int letters = 200;
        var address = await broker.CreateHostAsync("two");
        var byOlder = new ConcurrentBag<string>();
        var byNewer = new ConcurrentBag<string>();
        await using var older = await Service.StartAsync(address, "house", onLetter: NoteIn(byOlder));
        await using var newer = await Service.StartAsync(address, "house", onLetter: NoteIn(byNewer));
        await using var client = await RawClient.ConnectAsync(address);

        for (var i = 0; i < letters; i++)
            await client.SendAsync(Queue, i % 2 == 0 ? Letter(new { orchestrationId = _run, text = $"{i}" }) : Letter(new { orchestrationId = _run, text = $"{i}", newMember = i }), Json, NewId.NextGuid());

        await older.UntilAsync(() => byOlder.Count + byNewer.Count >= letters, "the last letter");
        Assert.Equal(letters, byOlder.Concat(byNewer).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEmpty(byOlder);
        Assert.NotEmpty(byNewer);
        Assert.Empty(older.Parked.List());
        Assert.Empty(newer.Parked.List());
    }

    private static Func<string, Task> NoteIn(ConcurrentBag<string> notes) => text =>
    {
        notes.Add(text);
        return Task.CompletedTask;
    };

    private static string Letter(object message) =>
        $$"""{"messageType":["urn:message:Cortex.Messaging.Tests.Brokers:DeliverLetter"],"message":{{JsonSerializer.Serialize(message)}}}""";
}
