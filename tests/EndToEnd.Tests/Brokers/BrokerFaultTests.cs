using System.Net;
using System.Text.Json;
using Cortex.Contracts.Api;
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
    private const int MostTargets = 128;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_broker_that_is_killed_in_the_middle_delays_a_run_and_changes_nothing_else()
    {
        var address = await broker.CreateHostAsync("killed");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        await broker.SettleAsync();
        var id = await BeginAsync(address, host, "killed", targets: 8);

        await broker.KillAsync();
        await broker.RestartAsync();

        await EndsWellAsync(host, id);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_broker_without_room_on_its_disk_takes_nothing_until_it_has_some_and_no_message_is_parked_for_it()
    {
        var address = await broker.CreateHostAsync("full");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);

        // The alarm takes as long to come as a small run takes to end: a larger one is begun until one is caught.
        for (var targets = 8; ; targets *= 2)
        {
            var id = await BeginAsync(address, host, $"full {targets}", targets);
            var isCaught = await StandsStillAsync(host, id);
            await EndsWellAsync(host, id);
            if (isCaught)
                return;
            Assert.True(targets < MostTargets, $"a run of {targets} targets ends while the broker takes nothing");
        }
    }

    /// <summary>True when the run has not ended while the broker has no room, and then has stood still; there is room again when this returns.</summary>
    private async Task<bool> StandsStillAsync(ServedHost host, Guid id)
    {
        await broker.LimitDiskAsync(MoreThanThereIs);
        try
        {
            await UpCluster.UntilAsync(IsAlarmedAsync, "the broker has no alarm");
            // What the broker took before it still hands out.
            await Task.Delay(Pause / 2, TimeProvider.System);
            var before = (await host.RunAsync(id))!;
            await Task.Delay(Pause, TimeProvider.System);
            var after = (await host.RunAsync(id))!;
            if (after.Run.Status != RunStatus.Running)
                return false;
            Assert.Equal(Ended(before), Ended(after));
            return true;
        }
        finally
        {
            await broker.LimitDiskAsync(Little);
        }
    }

    /// <summary>Returns when the run has workers.</summary>
    private async Task<Guid> BeginAsync(Uri address, ServedHost host, string name, int targets)
    {
        var id = DeterministicId.Of(name);
        var repositories = Enumerable.Range(0, targets).Select(number => folder.Repository($"{name}-{number}".Replace(' ', '-'))).ToList();
        await using (var client = await Publisher.ConnectAsync(address))
            await client.PublishAsync(JsonSerializer.Serialize(new { orchestrationId = id, targets = repositories, masters = new[] { "inventory", "security" }, dryRun = true }));
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

    private static int Ended(RunDetails run) => run.Workers.Count(worker => worker.Worker.FinishedAt is not null);

    private async Task<bool> IsAlarmedAsync()
    {
        using var answer = await broker.Management.GetAsync("api/health/checks/alarms");
        return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
    }
}
