using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using Cortex.Sagas.Recording;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Benchmarks.Sagas;

/// <summary>Counters in the library's in-memory repository, or recorded; and somebody who hears what they tell.</summary>
internal sealed class CounterModule(bool recorded, Finish finish) : IModule
{
    public string Name => "bench";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(finish);

    public void AddBus(IBusRegistrationConfigurator bus)
    {
        bus.AddReceiveObserver(_ => finish);
        bus.AddServiceConsumer<CountedConsumer>(Name);
        if (recorded)
            bus.AddRecordedSaga<RecordedCounterStateMachine, RecordedCounter>(Name);
        else
            bus.AddSagaStateMachine<PlainCounterStateMachine, PlainCounter>()
                .Endpoint(endpoint =>
                {
                    endpoint.PrefetchCount = 64;
                    endpoint.ConcurrentMessageLimit = 64;
                })
                .InMemoryRepository();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}

internal sealed class CountedConsumer : IConsumer<Counted>
{
    public Task Consume(ConsumeContext<Counted> context) => Task.CompletedTask;
}
