using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Contracts;
using Cortex.Hosting.Modules;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Hosting.Hosts;

/// <summary>One bus for all modules of a host: in this process, or on RabbitMQ.</summary>
internal static class Bus
{
    public static void Add(IServiceCollection services, CortexHostOptions options, IReadOnlyList<IModule> modules)
    {
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            // A broker may come later than the host: it is not ready until then, and says why.
            host.WaitUntilStarted = options.Broker is null;
            host.StopTimeout = options.StopTimeout;
            // Half of the time to finish by themselves, then the consumers' cancellation token.
            host.ConsumerStopTimeout = options.StopTimeout / 2;
        });
        services.AddSingleton(_ => new BusState(options.Broker));
        services.AddMassTransit(bus =>
        {
            // The library reports to its makers by default; a host of ours talks to nobody it was not told to.
            bus.DisableUsageTelemetry();
            foreach (var module in modules)
                module.AddBus(bus);
            if (options.Broker is { } broker)
                RabbitMq.Use(bus, broker, options);
            else
                bus.UsingInMemory((context, transport) =>
                {
                    transport.ConfigureJsonSerializerOptions(AsContracts);
                    transport.ConfigureEndpoints(context);
                });
        });
    }

    // The bus reads and writes contracts as CortexJson does, so that the log, replay and the bus agree on every value.
    public static JsonSerializerOptions AsContracts(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = CortexJson.Options.DefaultIgnoreCondition;
        options.Encoder = CortexJson.Options.Encoder;
        options.WriteIndented = false;
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
