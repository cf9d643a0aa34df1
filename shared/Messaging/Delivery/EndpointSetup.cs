using Cortex.Contracts;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Telemetry;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Delivery;

/// <summary>What every endpoint of every service has: few immediate tries, then parking; and its subscriptions counted.</summary>
internal static class EndpointSetup
{
    private const int MostStoreTries = 60;

    public static void Configure(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        var options = context.GetRequiredService<OutboxOptions>();
        var park = new ParkFilter(context.GetRequiredService<ParkedMessages>());
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(error => error.UseFilter(park));
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(park));
        endpoint.ConfigureReceive(receive => receive.UseFilter(new RedeliveryLimit(park)));
        // A shared store comes back; until then its messages wait here and with the broker.
        if (context.GetRequiredService<Store>().Options.IsShared)
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle<StoreException>();
                retry.Exponential(MostStoreTries, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(500));
            });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<UndecidedMessageException>();
            retry.Intervals([.. options.RetryIntervals]);
        });

        var observer = new SubscriptionObserver(
            endpoint,
            context.GetServices<ServiceEndpoint>().FirstOrDefault(known => known.Name == name) ?? new ServiceEndpoint(ServiceOf(name), name),
            context.GetRequiredService<Subscriptions>());
        endpoint.ConnectConsumerConfigurationObserver(observer);
        endpoint.ConnectSagaConfigurationObserver(observer);
        var scopes = new RunScopes(context.GetRequiredService<ILoggerFactory>());
        endpoint.ConnectConsumerConfigurationObserver(scopes);
        endpoint.ConnectSagaConfigurationObserver(scopes);
    }

    private static string ServiceOf(string endpoint) =>
        ServiceNames.All.FirstOrDefault(service => endpoint.StartsWith(service + "-", StringComparison.Ordinal)) ?? "";
}
