using System.Text.Json;
using Cortex.Coordinator.Tests.Notifications;
using Cortex.EndToEnd.Tests.Changes;
using Cortex.Messaging;

namespace Cortex.EndToEnd.Tests.Notifications;

/// <summary>Real runs that a real web server hears of.</summary>
[Collection(ChangeTests.Collection)]
public sealed class WebhookTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_escalates_and_ends_is_told_to_those_who_want_it()
    {
        await using var all = await Receiver.StartAsync();
        await using var failures = await Receiver.StartAsync();
        var run = DeterministicId.Of(_folder["told"]);
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        await using var host = await ChangeHost.StartAsync(
            _folder["data"], settings:
            [
                ("Notifications:Webhooks:0:Name", "all"), ("Notifications:Webhooks:0:Url", all.Url.ToString()),
                ("Notifications:Webhooks:1:Name", "failures"), ("Notifications:Webhooks:1:Url", failures.Url.ToString()), ("Notifications:Webhooks:1:Events", "failed"),
            ]);

        await host.RunAsync(run, target.Folder, dryRun: true, goal: "test-echo test-fail");

        var heard = new List<JsonElement>();
        while (heard.Count == 0 || heard[^1].GetProperty("event").GetString() == "escalation")
            heard.Add(JsonDocument.Parse((await all.NextAsync()).Body).RootElement);
        Assert.All(heard, told => Assert.Equal(run, told.GetProperty("run").GetProperty("id").GetGuid()));
        Assert.Contains(heard, told => told.GetProperty("event").GetString() == "escalation" && told.GetProperty("escalation").GetProperty("reason").GetString()!.Length > 0);
        var ended = heard[^1].GetProperty("run");
        Assert.Equal("completed", heard[^1].GetProperty("event").GetString());
        Assert.Equal("completed", ended.GetProperty("status").GetString());
        Assert.True(ended.GetProperty("certificateHolds").GetBoolean());
        Assert.True(ended.GetProperty("findings").GetInt32() > 0);
        Assert.True(failures.HeardNothingMore);
    }

    [Fact]
    public async Task A_receiver_that_is_away_holds_up_neither_run_nor_certificate_and_is_told_by_the_next_host()
    {
        var run = DeterministicId.Of(_folder["away"]);
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        await using (var host = await ChangeHost.StartAsync(_folder["data"], settings: [("Notifications:Webhooks:0:Url", "http://127.0.0.1:9/"), ("Notifications:Webhooks:0:Name", "ops")]))
            await host.RunAsync(run, target.Folder, dryRun: true, goal: "test-echo");

        await using var receiver = await Receiver.StartAsync();
        await using var next = await ChangeHost.StartAsync(
            _folder["data"], settings: [("Notifications:Webhooks:0:Url", receiver.Url.ToString()), ("Notifications:Webhooks:0:Name", "ops"), ("Notifications:FirstWaitSeconds", "0.1")]);

        Assert.Equal(run, JsonDocument.Parse((await receiver.NextAsync()).Body).RootElement.GetProperty("run").GetProperty("id").GetGuid());
    }
}
