using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cortex.Hosting.Hosts;

/// <summary>
/// Ends a host that is deaf for good: RabbitMQ's client can block itself when its connection ends (rabbitmq-dotnet-client 1930), and nothing
/// in the process can free it. Its supervisor starts the process again, and what it had not done is in its store and in its queues.
/// </summary>
internal sealed class BrokerStall(BusState state, CortexHostOptions options, TimeProvider time, ILogger<BrokerStall> log) : BackgroundService
{
    /// <summary>Twice the longest that the library waits before it tries a connection again.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri _broker = options.Broker!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (news, silent) = (state.News, TimeSpan.Zero);
        while (silent < Limit)
        {
            await Task.Delay(Between, time, stoppingToken);
            var isSilent = !state.IsUp && state.News == news && await AcceptsAsync(stoppingToken);
            (news, silent) = (state.News, isSilent ? silent + Between : TimeSpan.Zero);
        }

        var reason = $"RabbitMQ at {BrokerAddress.Shown(_broker)} accepts connections, but the one of this process is lost and was not tried again for {Limit.TotalSeconds:0} s. "
            + "The process ends; start it again, nothing is lost.";
        log.LogCritical("{Reason}", reason);
        throw new TimeoutException(reason);
    }

    private async Task<bool> AcceptsAsync(CancellationToken stop)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = _broker, RequestedConnectionTimeout = Patience, AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync("cortex-stall", stop);
            return true;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or IOException or TimeoutException)
        {
            return false;
        }
    }
}
