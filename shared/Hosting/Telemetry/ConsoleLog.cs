using Cortex.Hosting.Suggestions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Cortex.Hosting.Telemetry;

/// <summary>What a host writes to standard error: a line per entry for people, or with <c>CORTEX_LOG=json</c> an object per line for collectors.</summary>
internal static class ConsoleLog
{
    private const string Text = "text";
    private const string Json = "json";

    /// <exception cref="ArgumentException">CORTEX_LOG is neither.</exception>
    public static void Add(ILoggingBuilder logging, IConfiguration configuration, LogLevel level)
    {
        // A line for each probe and heartbeat would drown the others.
        logging.SetMinimumLevel(level).AddFilter("Microsoft.AspNetCore", level > LogLevel.Warning ? level : LogLevel.Warning);
        switch (configuration["LOG"] ?? "")
        {
            case "" or Text:
                logging.AddSimpleConsole(console => console.SingleLine = true);
                break;
            case Json:
                logging.AddJsonConsole(console =>
                {
                    console.IncludeScopes = true;
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                });
                break;
            case var other:
                var nearest = Nearest.Of(other, [Text, Json]) is { } name ? $"; did you mean '{name}'?" : "";
                throw new ArgumentException($"CORTEX_LOG is '{other}' and can be '{Text}' or '{Json}'{nearest}");
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
