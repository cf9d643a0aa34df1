using MassTransit;
using Microsoft.Extensions.Logging;

namespace Cortex.Hosting.Hosts;

/// <summary>Follows the endpoints' connection to the broker and says in one line when it cannot be had, and when it is back.</summary>
internal sealed class BrokerWatch(BusState state, CortexHostOptions options, ILogger<BusState> log) : IReceiveEndpointObserver
{
    private readonly Uri _broker = options.Broker!;
    private bool _wasAway;

    public Task Ready(ReceiveEndpointReady ready)
    {
        if (state.Connected(NameOf(ready.InputAddress)))
            log.Log(Volatile.Read(ref _wasAway) ? LogLevel.Warning : LogLevel.Information, "The bus is on RabbitMQ at {Broker}.", BrokerAddress.Shown(_broker));
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    // The end of a connection, ours at a stop included: whether there is anything to say shows when it is tried again.
    public Task Completed(ReceiveEndpointCompleted completed)
    {
        Volatile.Write(ref _wasAway, true);
        state.Lost(NameOf(completed.InputAddress), $"The connection to RabbitMQ at {BrokerAddress.Shown(_broker)} has ended.");
        return Task.CompletedTask;
    }

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        Volatile.Write(ref _wasAway, true);
        if (state.Lost(NameOf(faulted.InputAddress), BrokerRefusal.Describe(_broker, faulted.Exception)))
            log.LogError("{Reason}", state.Missing);
        return Task.CompletedTask;
    }

    private static string NameOf(Uri endpoint) => endpoint.AbsolutePath[(endpoint.AbsolutePath.LastIndexOf('/') + 1)..];
}
