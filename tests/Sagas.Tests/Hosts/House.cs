using Cortex.Contracts.Orchestrations;
using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Sagas.Tests.Hosts;

/// <summary>The test's one service: rooms, and consumers that note what they hear.</summary>
internal sealed class House(TimeProvider time, Heard heard, ICommitObserver? observer) : IModule
{
    public string Name => RoomStateMachine.Service;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(time);
        services.AddSingleton(heard);
        if (observer is not null)
            services.AddSingleton(observer);
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
        bus.AddRecordedSaga<RoomStateMachine, Room>(Name);
        bus.AddServiceConsumer<SeatTakenConsumer>(Name);
        bus.AddServiceConsumer<RoomClosedConsumer>(Name);
        bus.AddServiceConsumer<NewsConsumer>(Name);
        bus.AddServiceConsumer<CleanRoomConsumer>(Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}

internal sealed class SeatTakenConsumer(Heard heard) : IConsumer<SeatTaken>
{
    public Task Consume(ConsumeContext<SeatTaken> context) => heard.NoteAsync(nameof(SeatTakenConsumer), context);
}

internal sealed class RoomClosedConsumer(Heard heard) : IConsumer<RoomClosed>
{
    public Task Consume(ConsumeContext<RoomClosed> context) => heard.NoteAsync(nameof(RoomClosedConsumer), context);
}

internal sealed class NewsConsumer(Heard heard) : IConsumer<RoomClosed>, IConsumer<CommandFaulted>
{
    public Task Consume(ConsumeContext<RoomClosed> context) => heard.NoteAsync(nameof(NewsConsumer), context);

    public Task Consume(ConsumeContext<CommandFaulted> context) => heard.NoteAsync(nameof(NewsConsumer), context);
}

internal sealed class CleanRoomConsumer(Heard heard) : IConsumer<CleanRoom>
{
    public Task Consume(ConsumeContext<CleanRoom> context) => heard.NoteAsync(nameof(CleanRoomConsumer), context);
}
