using System.Net;
using System.Net.Sockets;
using Cortex.Messaging.Outbox;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>A broker that is not there, refuses, or dies: the host stays, says one line, and nothing that was committed is lost.</summary>
public sealed class OutageTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>
{
    private readonly Guid _run = NewId.NextGuid();

    [Fact]
    public async Task A_broker_that_does_not_answer_is_one_line_and_the_host_stays()
    {
        await using var host = await Service.StartAsync(new Uri($"amqp://127.0.0.1:{UnusedPort()}/"), "house", waitForBus: false);

        await host.UntilAsync(() => host.Log.Errors.Count > 0, "the error");

        var line = Assert.Single(host.Log.Errors);
        Assert.Matches("^RabbitMQ at amqp://127.0.0.1:[0-9]+ does not answer: .*\\. It is tried again until it does; check the broker and the address in CORTEX_BROKER or --broker\\.$", line.Text);
        Assert.Null(line.Exception);
        Assert.Equal(line.Text, host.Bus.Missing);
        Assert.False(host.Bus.IsUp);
        await QuietAsync(host);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Wrong_credentials_are_one_line_without_them_and_the_host_stays()
    {
        await using var host = await Service.StartAsync(new UriBuilder(broker.Address) { UserName = "anna", Password = "sesame" }.Uri, "house", waitForBus: false);

        await host.UntilAsync(() => host.Log.Errors.Count > 0, "the error");

        Assert.Equal(
            $"RabbitMQ at amqp://127.0.0.1:{broker.Address.Port} refuses the user 'anna' or the password. Correct the address in CORTEX_BROKER or --broker and start again, "
                + "or give the user this password at the broker (rabbitmqctl change_password): a service asks again every five seconds.",
            Assert.Single(host.Log.Errors).Text);
        Assert.DoesNotContain(host.Log.All, line => line.ToString().Contains("sesame", StringComparison.Ordinal));
        await QuietAsync(host);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Refused_credentials_that_are_mended_at_the_broker_are_used_without_a_new_start()
    {
        var address = await broker.CreateHostAsync("mended");
        await broker.SetUserAsync("berta", "before", "mended");
        await using var house = await Service.StartAsync(new UriBuilder(address) { UserName = "berta", Password = "sesame" }.Uri, "house", waitForBus: false);
        await house.UntilAsync(() => house.Log.Errors.Count > 0, "the error");
        Assert.False(house.Bus.IsUp);

        await broker.SetUserAsync("berta", "sesame", "mended");

        await house.Bus.WaitAsync(Service.Limit());
        await using var office = await Service.StartAsync(address, "office", takes: false);
        await SendAsync(office, 0, 1);
        Assert.Equal(DeterministicId.Of("letter 0"), (await house.NextAsync()).Id);
        Assert.Single(house.Log.Errors);
        Assert.Null(house.Bus.Missing);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_virtual_host_that_is_not_there_is_one_line()
    {
        await using var host = await Service.StartAsync(new Uri(broker.Address, "nowhere"), "house", waitForBus: false);

        await host.UntilAsync(() => host.Log.Errors.Count > 0, "the error");

        Assert.Equal(
            $"RabbitMQ at amqp://127.0.0.1:{broker.Address.Port}/nowhere refuses the user 'cortex': NOT_ALLOWED - vhost nowhere not found. Create the virtual host, and grant the user configure, write and read.",
            Assert.Single(host.Log.Errors).Text);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_kill_of_the_broker_loses_no_letter_and_costs_no_try()
    {
        var address = await broker.CreateHostAsync("killed");
        var outbox = new OutboxOptions { Grace = TimeSpan.FromSeconds(1), SweepInterval = TimeSpan.FromMilliseconds(200), MostAttempts = 3, RetryIntervals = [TimeSpan.FromMilliseconds(1)] };
        await using var house = await Service.StartAsync(address, "house", outbox: outbox);
        await using var office = await Service.StartAsync(address, "office", takes: false, outbox: outbox);
        await SendAsync(office, 0, 100);
        await broker.SettleAsync();

        await broker.KillAsync();
        await SendAsync(office, 100, 200);
        await office.UntilAsync(() => !office.Bus.IsUp && !house.Bus.IsUp, "the loss");
        await SendAsync(office, 200, 300);
        await broker.RestartAsync();
        await office.UntilAsync(() => office.Bus.IsUp, "the return");

        var heard = new HashSet<Guid>();
        while (heard.Count < 300)
            heard.Add((await house.NextAsync()).Id!.Value);
        await office.UntilAsync(() => office.Store.Read(commands => OutboxRow.Query(commands, "state <> 'done'")).Count == 0, "the confirmations");
        Assert.Empty(office.Parked.List());
        Assert.Contains(office.Log.All, line => line.Level == LogLevel.Warning && line.Text.StartsWith("The bus is on RabbitMQ at", StringComparison.Ordinal));
    }

    private async Task SendAsync(Service office, int from, int to)
    {
        for (var i = from; i < to; i++)
            await office.SendAsync("house", new DeliverLetter { OrchestrationId = _run, Text = $"letter {i}" }, DeterministicId.Of($"letter {i}"));
    }

    /// <summary>What is tried again in vain is not said again.</summary>
    private static async Task QuietAsync(Service host)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        Assert.Single(host.Log.Errors);
        Assert.DoesNotContain(host.Log.All, line => line.Level == LogLevel.Warning);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
