using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cortex.Coordinator.Notifications;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.Coordinator.Tests.Notifications;

/// <summary>The part of a coordinator that tells, on a store file that outlives it.</summary>
internal sealed class Telling : IAsyncDisposable
{
    public const string Secret = "a secret that only two know";
    public static readonly Guid Run = DeterministicId.Of("a run to tell of");

    private readonly ServiceProvider _services;
    private readonly NotificationService _service;
    private readonly ConcurrentQueue<string> _said;

    private Telling(ServiceProvider services, Store store, NotificationService service, ConcurrentQueue<string> said) => (_services, Store, _service, _said) = (services, store, service, said);

    public Store Store { get; }

    public string Said => string.Join('\n', _said);

    public static async Task<Telling> StartAsync(string folder, NotificationOptions options)
    {
        var said = new ConcurrentQueue<string>();
        var services = new ServiceCollection().AddMetrics().AddSingleton<NotificationSignal>().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Ear(said))).BuildServiceProvider();
        var store = Store.Open(new StoreOptions { Path = Path.Combine(folder, "cortex.db"), WaitForDisk = false }, [NotificationTable.Schema], TimeProvider.System);
        var service = new NotificationService(
            options, new WebhookSender(options, TimeProvider.System), services.GetRequiredService<NotificationSignal>(), new NotificationMeter(services.GetRequiredService<IMeterFactory>(), options),
            store, TimeProvider.System, services.GetRequiredService<ILogger<NotificationService>>());
        await service.StartAsync(CancellationToken.None);
        return new Telling(services, store, service, said);
    }

    public static NotificationOptions To(params Webhook[] webhooks) => new()
    {
        Webhooks = webhooks,
        FirstWait = TimeSpan.FromMilliseconds(50),
        Timeout = TimeSpan.FromSeconds(5),
    };

    public static Webhook Hook(Uri url, string name = "ops", string? secret = Secret) =>
        new() { Name = name, Url = url, Secret = secret, Events = NotificationEvents.All.ToHashSet(StringComparer.Ordinal) };

    /// <summary>Writes a notification down, as the consumer does; the same subject again is the same notification.</summary>
    public async Task RecordAsync(string subject, string webhook = "ops")
    {
        await Store.WriteAsync(transaction => NotificationTable.Add(
            transaction.Commands, new NotificationRow(DeterministicId.Of(subject), webhook, NotificationEvents.Completed, Run, $$"""{"subject":"{{subject}}"}""", 0), transaction.Now));
        _services.GetRequiredService<NotificationSignal>().Raise();
    }

    public string? StateOf(string subject) => Store.Read(commands => commands.Scalar("SELECT state || ': ' || COALESCE(problem, '') FROM notifications WHERE id = $1", DeterministicId.Of(subject))) as string;

    public Task UntilAsync(string subject, string state) => UntilAsync(() => StateOf(subject)?.StartsWith(state, StringComparison.Ordinal) == true);

    public Task UntilSaidAsync(string text) => UntilAsync(() => Said.Contains(text, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        await Store.DisposeAsync();
        await _services.DisposeAsync();
    }

    private sealed class Ear(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
