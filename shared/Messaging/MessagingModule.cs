using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.News;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cortex.Messaging;

/// <summary>
/// The store and the outbox as the first module of a host. The other modules add the tables they need as <see cref="StoreSchema"/> singletons.
/// </summary>
public sealed class MessagingModule(StoreOptions store, OutboxOptions? outbox = null) : IModule
{
    public string Name => "messaging";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        if (store.IsShared)
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StoreClock()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(OutboxTable.Schema);
        services.AddSingleton(OutboxTable.Sharing);
        services.AddSingleton(provider => (outbox ?? (store.IsShared ? OutboxOptions.Shared : new OutboxOptions())) with
        {
            Delivery = provider.GetService<CortexHostOptions>()?.Broker is null ? DeliveryRule.ConsumersFinished : DeliveryRule.BrokerConfirmed,
        });
        services.AddSingleton(provider => Store.Open(
            store, provider.GetServices<StoreSchema>().Distinct(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ICommitObserver>(), provider.GetRequiredService<CommitMeter>()));
        services.AddMetrics();
        services.AddSingleton<CommitMeter>();
        services.AddSingleton<OutboxMeter>();
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [Health.ReadyTag]);
        services.AddSingleton(store);
        services.AddSingleton<RedisConnection>();
        services.AddHostedService<StoreNews>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<ParkedMessages>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<OutboxSweeper>();
        services.AddHostedService<OutboxService>();
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
        bus.AddReceiveObserver<DeliveryObserver>();
        bus.AddConfigureEndpointsCallback(EndpointSetup.Configure);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
