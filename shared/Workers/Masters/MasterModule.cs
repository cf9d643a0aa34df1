using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cortex.Workers.Masters;

/// <summary>
/// A master as a module: its consumers, each at <c>{service}-{command}</c>, and the gateway, launcher and watch of its workers, which the
/// masters of one host share. Each consumer makes one decision in one commit; asked twice, it answers the same.
/// </summary>
public sealed class MasterModule<TMaster> : IModule where TMaster : class, IMaster
{
    public string Name => TMaster.Name;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<TMaster>();
        services.AddSingleton(provider => new MasterWorkers(TMaster.Name, provider.GetRequiredService<TMaster>().WorkerTypes));
        services.AddWorkers();
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
        bus.AddServiceConsumer<RunPreflightConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<ActivateMasterConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<PlanWorkConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<StartWorkerConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<StopWorkerConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<ConsiderHandOffConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<AggregateResultsConsumer<TMaster>>(TMaster.Name);
        bus.AddServiceConsumer<CleanUpRunConsumer<TMaster>>(TMaster.Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapWorkers();
}
