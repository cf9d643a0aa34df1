using Cortex.Messaging.Delivery;
using Cortex.Messaging.News;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Telemetry;
using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cortex.Sagas.Recording;

/// <summary>Registers recorded sagas.</summary>
public static class RecordedSagas
{
    private const int MostConcurrentMessages = 64;

    /// <summary>Puts a machine at the endpoint <c>service-saga</c>, recorded in the host's store.</summary>
    public static void AddRecordedSaga<TMachine, TSaga>(this IBusRegistrationConfigurator bus, string service)
        where TMachine : MassTransitStateMachine<TSaga>, new()
        where TSaga : RecordedSaga, new()
    {
        var name = $"{service}-{ServiceEndpoints.Kebab(ServiceEndpoints.Stem(ServiceEndpoints.Stem(typeof(TSaga).Name, "Saga"), "State"))}";
        bus.AddSingleton(new ServiceEndpoint(service, name));
        bus.AddRecordedLog();
        bus.AddMetrics();
        bus.TryAddSingleton<SagaMeter>();
        bus.AddSingleton<RecordedMachine<TMachine, TSaga>>();
        bus.AddSingleton<RecordedMachine>(provider => provider.GetRequiredService<RecordedMachine<TMachine, TSaga>>());
        bus.AddSagaStateMachine<TMachine, TSaga>()
            .Endpoint(endpoint =>
            {
                endpoint.Name = name;
                endpoint.PrefetchCount = MostConcurrentMessages;
                endpoint.ConcurrentMessageLimit = MostConcurrentMessages;
            });
        bus.AddSingleton<ISagaRepositoryContextFactory<TSaga>, RecordedSagaRepository<TMachine, TSaga>>();
    }

    /// <summary>The log, its integrity check and replay, for hosts that read them.</summary>
    public static void AddRecordedLog(this IServiceCollection services)
    {
        if (!services.Any(known => known.ImplementationInstance is StoreSchema { Name: "sagas" }))
        {
            services.AddSingleton(SagaTables.Schema);
            services.AddSingleton(SagaTables.Replicas);
        }

        services.TryAddSingleton<EventLog>();
        services.TryAddSingleton(provider => new SnapshotCache(provider.GetService<RedisConnection>()));
        services.TryAddSingleton<Replay>();
    }
}
