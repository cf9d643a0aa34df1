using System.Net;
using System.Text.Json;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.EndToEnd.Tests.BadInput;
using Cortex.EndToEnd.Tests.Distributed;
using Cortex.Messaging;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>What the broker goes through delays a run and changes nothing else.</summary>
public sealed class BrokerFaultTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private const string MoreThanThereIs = "1000000GB";
    private const string Little = "50MB";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_broker_that_is_killed_in_the_middle_delays_a_run_and_changes_nothing_else()
    {
        var address = await broker.CreateHostAsync("killed");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        await broker.SettleAsync();
        var id = await BeginAsync(address, host);

        await broker.KillAsync();
        await broker.RestartAsync();

        await EndsWellAsync(host, id);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_broker_without_room_on_its_disk_takes_nothing_until_it_has_some_and_no_message_is_parked_for_it()
    {
        var address = await broker.CreateHostAsync("full");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        var id = await BeginAsync(address, host);

        await broker.LimitDiskAsync(MoreThanThereIs);
        try
        {
            await UpCluster.UntilAsync(IsAlarmedAsync, "the broker has no alarm");
            var before = await host.RunAsync(id);
            await Task.Delay(Pause, TimeProvider.System);
            var after = await host.RunAsync(id);
            Assert.Equal((RunStatus.Running, RunStatus.Running), (before!.Run.Status, after!.Run.Status));
        }
        finally
        {
            await broker.LimitDiskAsync(Little);
        }

        await EndsWellAsync(host, id);
    }

    /// <summary>Returns when the run has workers.</summary>
    private async Task<Guid> BeginAsync(Uri address, ServedHost host)
    {
        var id = DeterministicId.Of(address.AbsolutePath);
        string[] targets = [folder.Repository("one"), folder.Repository("two"), folder.Repository("three")];
        await using (var client = await Publisher.ConnectAsync(address))
            await client.PublishAsync(JsonSerializer.Serialize(new { orchestrationId = id, targets, masters = new[] { "inventory", "security" }, dryRun = true }));
        var begun = await host.UntilAsync(id, run => run.Workers.Count > 0);
        Assert.Equal(RunStatus.Running, begun.Run.Status);
        return id;
    }

    private static async Task EndsWellAsync(ServedHost host, Guid id)
    {
        var report = await host.FinishAsync(id);
        Assert.Equal("completed", report.Run.Status);
        Assert.True(report.Certificate.Holds, string.Join('\n', report.Certificate.Failures.Select(failure => $"{failure.Field}: {failure.Detail}")));
        Assert.All(report.Workers, worker => Assert.Equal("completed", worker.Status));
        Assert.Empty(await host.MessagesAsync());
    }

    private async Task<bool> IsAlarmedAsync()
    {
        using var answer = await broker.Management.GetAsync("api/health/checks/alarms");
        return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
    }
}
