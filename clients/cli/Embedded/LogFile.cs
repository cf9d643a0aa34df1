using Cortex.Hosting.Data;
using Microsoft.Extensions.Logging;

namespace Cortex.Cli.Embedded;

/// <summary>logs/host.log: a line per entry, the file before it kept once it is large.</summary>
internal sealed class LogFile : ILoggerProvider
{
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly StreamWriter writer;
    private readonly TimeProvider clock;

    public LogFile(DataDirectory data, TimeProvider clock)
    {
        this.clock = clock;
        Directory.CreateDirectory(data.Logs);
        var path = Path.Combine(data.Logs, "host.log");
        if (File.Exists(path) && new FileInfo(path).Length > MostBytes)
            File.Move(path, path + ".1", overwrite: true);
        writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        lock (writer)
            writer.Dispose();
    }

    private void Write(string line)
    {
        lock (writer)
        {
            try
            {
                writer.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // A full disk must not end what is logged about.
            }
        }
    }

    private sealed class Category(LogFile file, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            file.Write($"{file.clock.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel} {name}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
    }
}
