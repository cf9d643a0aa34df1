using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cortex.Hosting.Hosts;

/// <summary>The bus on RabbitMQ: quorum queues, and every message confirmed before it counts as sent.</summary>
internal static class RabbitMq
{
    private const int Prefetch = 32;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionTimeout = TimeSpan.FromSeconds(10);

    public static void Use(IBusRegistrationConfigurator bus, Uri broker, CortexHostOptions options)
    {
        bus.AddReceiveEndpointObserver<BrokerWatch>();
        bus.TryAddSingleton<BrokerCredentials>();
        bus.AddHostedService<BrokerStall>();
        bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
        {
            context.GetRequiredService<BusState>().Await(name);
            if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
                queue.SetQuorumQueue();
        });
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(broker, options.Name, host =>
            {
                host.PublisherConfirmation = true;
                host.Heartbeat(Heartbeat);
                host.RequestedConnectionTimeout(ConnectionTimeout);
                host.OnRefreshConnectionFactory = context.GetRequiredService<BrokerCredentials>().AcceptedAsync;
            });
            transport.PrefetchCount = Prefetch;
            transport.ConfigureJsonSerializerOptions(Bus.AsContracts);
            transport.ConfigureEndpoints(context);
        });
    }
}
