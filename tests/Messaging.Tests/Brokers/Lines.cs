using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>What a host logged.</summary>
internal sealed class Lines : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> _all = new();

    public IReadOnlyList<Line> All => [.. _all];

    public IReadOnlyList<Line> Errors => [.. _all.Where(line => line.Level >= LogLevel.Error)];

    public ILogger CreateLogger(string categoryName) => new Category(_all, categoryName);

    public void Dispose()
    {
    }

    internal sealed record Line(LogLevel Level, string Category, string Text, Exception? Exception)
    {
        private DateTimeOffset At { get; } = TimeProvider.System.GetUtcNow();

        public override string ToString() => $"{At:HH:mm:ss.f} {Level} {Category}: {Text}{(Exception is null ? "" : $" ({Exception.GetType().Name}: {Exception.Message})")}";
    }

    private sealed class Category(ConcurrentQueue<Line> all, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue(new Line(logLevel, name, formatter(state, exception), exception));
    }
}
