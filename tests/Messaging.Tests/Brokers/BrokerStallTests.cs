using System.Net;
using System.Net.Sockets;
using Cortex.Hosting.Hosts;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>A connection that nothing tries again ends the host, and nothing else does. The library's own block cannot be had on request: its silence is.</summary>
public sealed class BrokerStallTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private const int Looks = 20;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider time = new();
    private BusState? state;
    private BrokerStall? stall;

    public void Dispose()
    {
        stall?.Dispose();
        state?.Dispose();
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Silence_over_a_lost_connection_while_the_broker_accepts_others_ends_the_host()
    {
        var begun = time.GetUtcNow();
        await StartAsync(broker.Address);

        var failure = await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            while (!stall!.ExecuteTask!.IsCompleted)
                await LookAsync();
            await stall.ExecuteTask;
        });

        Assert.StartsWith($"RabbitMQ at amqp://127.0.0.1:{broker.Address.Port} accepts connections, but the one of this process is lost", failure.Message);
        Assert.DoesNotContain(RabbitMqServer.Password + "@", failure.Message);
        Assert.True(time.GetUtcNow() - begun >= BrokerStall.Limit);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_library_that_goes_on_trying_is_left_to_it()
    {
        await StartAsync(broker.Address);

        for (var look = 0; look < Looks; look++)
        {
            state!.Refused($"try {look}");
            await LookAsync();
        }

        Assert.False(stall!.ExecuteTask!.IsCompleted);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_bus_that_is_up_may_be_silent()
    {
        await StartAsync(broker.Address);
        state!.Await("house");
        Assert.True(state.Connected("house"));

        for (var look = 0; look < Looks; look++)
            await LookAsync();

        Assert.False(stall!.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_waited_for()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"amqp://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/");
        port.Stop();
        await StartAsync(address);

        for (var look = 0; look < Looks; look++)
            await LookAsync();

        Assert.False(stall!.ExecuteTask!.IsCompleted);
    }

    private async Task StartAsync(Uri address)
    {
        state = new BusState(address);
        stall = new BrokerStall(state, new CortexHostOptions { Broker = address }, time, NullLogger<BrokerStall>.Instance);
        await stall.StartAsync(default);
    }

    private async Task LookAsync()
    {
        time.Advance(BrokerStall.Between);
        await Task.Delay(Moment, TimeProvider.System);
    }
}
