using System.Threading.Channels;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>One service as a host of its own, with a store of its own; what its consumer hears is noted.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly Post _post;

    private Service(WebApplication app, string folder, Post post) => (_app, _folder, _post) = (app, folder, post);

    public BusState Bus => _app.Services.GetRequiredService<BusState>();

    public ParkedMessages Parked => _app.Services.GetRequiredService<ParkedMessages>();

    public OutboxSweeper Sweeper => _app.Services.GetRequiredService<OutboxSweeper>();

    public Deliveries Deliveries => _app.Services.GetRequiredService<Deliveries>();

    public IBus Raw => _app.Services.GetRequiredService<IBus>();

    public Lines Log { get; private init; } = new();

    public Store Store => _app.Services.GetRequiredService<Store>();

    /// <param name="takes">False for a service that has no consumer of its own.</param>
    public static async Task<Service> StartAsync(Uri broker, string name, bool takes = true, Func<string, Task>? onLetter = null, OutboxOptions? outbox = null, bool waitForBus = true)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-mail-").FullName;
        var post = new Post(onLetter ?? (_ => Task.CompletedTask));
        var lines = new Lines();
        var app = CortexHost.Create(
            new CortexHostOptions { Broker = broker, Name = name, LogLevel = LogLevel.Information, Metrics = false, StopTimeout = TimeSpan.FromSeconds(5) },
            [
                new MessagingModule(new StoreOptions { Path = Path.Combine(folder, "store.db"), WaitForDisk = false }, outbox ?? new OutboxOptions { RetryIntervals = [TimeSpan.FromMilliseconds(1)] }),
                new Mail(name, takes, post, lines),
            ]);
        await app.StartAsync();
        var service = new Service(app, folder, post) { Log = lines };
        if (waitForBus)
            await service.Bus.WaitAsync(Limit());
        return service;
    }

    public static CancellationToken Limit() => new CancellationTokenSource(Patience, TimeProvider.System).Token;

    public Task SendAsync(string service, object message, Guid id) => EmitAsync(service, message, id);

    public Task PublishAsync(object message, Guid id) => EmitAsync(null, message, id);

    public async Task<Heard> NextAsync()
    {
        try
        {
            return await _post.Heard.Reader.ReadAsync(Limit());
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Nothing was heard; the log says:\n{string.Join('\n', Log.All)}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public OutboxRow? Row(Guid id) => Store.Read(commands => OutboxRow.Query(commands, "message_id = $1", id)).FirstOrDefault();

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var limit = Limit();
        try
        {
            while (!condition())
                await timer.WaitForNextTickAsync(limit);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{what} did not come; the log says:\n{string.Join('\n', Log.All)}", e);
        }
    }

    private Task EmitAsync(string? service, object message, Guid id) => Store.WriteAsync(transaction => transaction.Emit(new Outgoing
    {
        MessageId = id,
        Message = message,
        Service = service,
        Cause = DeterministicId.Of($"cause of {id}"),
        Run = RunOf.Message(message),
    }));

    private sealed class Mail(string name, bool takes, Post post, Lines lines) : IModule
    {
        public string Name => name;

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
            services.AddSingleton(post);
            services.AddLogging(logging => logging.ClearProviders().AddProvider(lines));
        }

        public void AddBus(IBusRegistrationConfigurator bus)
        {
            if (takes)
                bus.AddServiceConsumer<LetterConsumer>(name);
            else
                bus.AddServiceConsumer<ReceiptConsumer>(name);
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}

internal sealed record Heard(object Message, Guid? Id, Guid? Cause, string? Run, bool Again);

internal sealed class Post(Func<string, Task> onLetter)
{
    public Channel<Heard> Heard { get; } = Channel.CreateUnbounded<Heard>();

    public async Task TakeAsync<T>(ConsumeContext<T> context, string text) where T : class
    {
        await onLetter(text);
        await Heard.Writer.WriteAsync(new Heard(
            context.Message, context.MessageId, context.InitiatorId, context.Headers.Get<string>(Received.Run), context.Headers.TryGetHeader(Received.Again, out _)));
    }
}

internal sealed class LetterConsumer(Post post) : IConsumer<DeliverLetter>
{
    public Task Consume(ConsumeContext<DeliverLetter> context) => post.TakeAsync(context, context.Message.Text);
}

internal sealed class ReceiptConsumer(Post post) : IConsumer<LetterRead>
{
    public Task Consume(ConsumeContext<LetterRead> context) => post.TakeAsync(context, context.Message.Text);
}
