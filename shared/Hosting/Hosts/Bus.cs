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
            host.WaitUntilStarted = true;
            host.StopTimeout = options.StopTimeout;
            // Half of the time to finish by themselves, then the consumers' cancellation token.
            host.ConsumerStopTimeout = options.StopTimeout / 2;
        });
        services.AddMassTransit(bus =>
        {
            // The library reports to its makers by default; a host of ours talks to nobody it was not told to.
            bus.DisableUsageTelemetry();
            foreach (var module in modules)
                module.AddBus(bus);
            if (options.Broker is { } broker)
                UseBroker(bus, broker);
            else
                bus.UsingInMemory((context, transport) =>
                {
                    transport.ConfigureJsonSerializerOptions(AsContracts);
                    transport.ConfigureEndpoints(context);
                });
        });
    }

    private static void UseBroker(IBusRegistrationConfigurator bus, Uri broker)
    {
        bus.AddConfigureEndpointsCallback((_, _, endpoint) =>
        {
            if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
                queue.SetQuorumQueue();
        });
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(broker, host => host.PublisherConfirmation = true);
            transport.ConfigureJsonSerializerOptions(AsContracts);
            transport.ConfigureEndpoints(context);
        });
    }

    // The bus reads and writes contracts as CortexJson does, so that the log, replay and the bus agree on every value.
    private static JsonSerializerOptions AsContracts(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = CortexJson.Options.DefaultIgnoreCondition;
        options.Encoder = CortexJson.Options.Encoder;
        options.WriteIndented = false;
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
