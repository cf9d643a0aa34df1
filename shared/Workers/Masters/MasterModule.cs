using Cortex.Hosting.Modules;
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
        bus.AddConsumer<RunPreflightConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-run-preflight");
        bus.AddConsumer<ActivateMasterConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-activate-master");
        bus.AddConsumer<PlanWorkConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-plan-work");
        bus.AddConsumer<StartWorkerConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-start-worker");
        bus.AddConsumer<StopWorkerConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-stop-worker");
        bus.AddConsumer<ConsiderHandOffConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-consider-hand-off");
        bus.AddConsumer<AggregateResultsConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-aggregate-results");
        bus.AddConsumer<CleanUpRunConsumer<TMaster>>().Endpoint(e => e.Name = $"{TMaster.Name}-clean-up-run");
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapWorkers();
}
