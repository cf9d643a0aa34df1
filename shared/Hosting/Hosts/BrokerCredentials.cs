using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cortex.Hosting.Hosts;

/// <summary>
/// Holds a connection back while the broker refuses its user or password: the library tries everything again but these, and would leave a
/// service deaf that only waits for a password to be mended.
/// </summary>
internal sealed class BrokerCredentials(BusState state, CortexHostOptions options, IHostApplicationLifetime host, TimeProvider time, ILogger<BusState> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    /// <summary>Returns when they are accepted, or when there is something else that the library has to meet.</summary>
    public async Task AcceptedAsync(ConnectionFactory factory)
    {
        var stop = host.ApplicationStopping;
        while (await RefusalAsync(factory, stop) is { } refusal)
        {
            if (state.Refused(BrokerRefusal.Describe(options.Broker!, refusal)))
                log.LogError("{Reason}", state.Missing);
            await Task.Delay(Between, time, stop);
        }
    }

    private static async Task<Exception?> RefusalAsync(ConnectionFactory factory, CancellationToken stop)
    {
        try
        {
            await using var connection = await factory.CreateConnectionAsync("cortex-credentials", stop);
            return null;
        }
        catch (Exception e) when (BrokerRefusal.IsOfCredentials(e))
        {
            return e;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or IOException or TimeoutException)
        {
            return null;
        }
    }
}
