using Cortex.Contracts;
using Cortex.Hosting.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cortex.Hosting.Telemetry;

/// <summary>Sends the spans of the bus and of Cortex to an OpenTelemetry collector, when the environment names one.</summary>
internal static class Tracing
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>OpenTelemetry's own variables, by their standard names.</summary>
    public static void AddVariables(IConfigurationBuilder configuration) => configuration.AddInMemoryCollection(
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));

    public static void Add(IServiceCollection services, IConfiguration configuration, IReadOnlyList<IModule> modules)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]) && string.IsNullOrWhiteSpace(configuration[TracesEndpoint]))
            return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceOf(modules)).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource("Cortex.*").AddSource("MassTransit").AddOtlpExporter());
    }

    /// <summary>The one service of the host, else the product: all seven are in it.</summary>
    private static string ServiceOf(IReadOnlyList<IModule> modules) =>
        modules.Select(module => module.Name).Intersect(ServiceNames.All, StringComparer.Ordinal).ToList() is [var service] ? $"cortex-{service}" : "cortex";
}
