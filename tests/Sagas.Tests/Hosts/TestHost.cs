using Cortex.Hosting.Hosts;
using Cortex.Messaging;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Sagas.Tests.Hosts;

/// <summary>A host with the house in it, on a store file that outlives it.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHost(WebApplication app, FakeTimeProvider time, Heard heard)
    {
        _app = app;
        Time = time;
        Heard = heard;
    }

    public static OutboxOptions Options { get; } = new() { RetryIntervals = [TimeSpan.FromMilliseconds(1)] };

    public FakeTimeProvider Time { get; }

    public Heard Heard { get; }

    public Store Store => _app.Services.GetRequiredService<Store>();

    public EventLog Log => _app.Services.GetRequiredService<EventLog>();

    public Deliveries Deliveries => _app.Services.GetRequiredService<Deliveries>();

    public ParkedMessages Parked => _app.Services.GetRequiredService<ParkedMessages>();

    public OutboxSweeper Sweeper => _app.Services.GetRequiredService<OutboxSweeper>();

    public ILoggerFactory Loggers => _app.Services.GetRequiredService<ILoggerFactory>();

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public static async Task<TestHost> StartAsync(
        string store, FakeTimeProvider? time = null, ICommitObserver? observer = null, Heard? heard = null, OutboxOptions? options = null, CortexHostOptions? host = null) =>
        await StartAsync(new StoreOptions { Path = store, WaitForDisk = false }, time, observer, heard, options, host);

    public static async Task<TestHost> StartAsync(
        StoreOptions store, FakeTimeProvider? time = null, ICommitObserver? observer = null, Heard? heard = null, OutboxOptions? options = null, CortexHostOptions? host = null)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 8, 0, 0, TimeSpan.Zero));
        heard ??= new Heard();
        var app = CortexHost.Create(
            (host ?? new CortexHostOptions { LogLevel = LogLevel.None }) with { Metrics = false, StopTimeout = TimeSpan.FromSeconds(1) },
            [new MessagingModule(store, options ?? Options), new House(time, heard, observer)]);
        await app.StartAsync();
        return new TestHost(app, time, heard);
    }

    public Task PublishAsync<T>(T message, Guid? id = null) where T : class =>
        Bus.Publish(message, context => context.MessageId = id ?? NewId.NextGuid());

    /// <summary>Waits until nothing is on its way any more, then until what was delivered is marked.</summary>
    public async Task SettleAsync(Guid run)
    {
        await UntilAsync(() => Deliveries.InFlight == 0 && Log.PendingMessages(run).Count == 0);
    }

    /// <summary>Looks again after each commit.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var changed = new SemaphoreSlim(0);
        void Changed() => changed.Release();
        Store.Written += Changed;
        try
        {
            while (!condition())
            {
                await Store.WriteAsync(_ => { });
                await changed.WaitAsync(limit.Token);
            }
        }
        finally
        {
            Store.Written -= Changed;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
