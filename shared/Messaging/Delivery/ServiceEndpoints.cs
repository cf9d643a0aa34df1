using System.Text;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Messaging.Delivery;

/// <summary>
/// Names on the bus. A service's endpoints start with its name; a command goes to the exchange <c>service-command</c>, which is bound to
/// the endpoint of whichever of the service's consumers or sagas takes it.
/// </summary>
public static class ServiceEndpoints
{
    public static Uri CommandAddress(string service, Type command) => new($"exchange:{CommandExchange(service, command)}");

    public static string CommandExchange(string service, Type command) => $"{service}-{Kebab(command.Name)}";

    public static string Consumer(string service, Type consumer) => $"{service}-{Kebab(Stem(consumer.Name, "Consumer"))}";

    /// <summary>Registers a consumer of a service at an endpoint of its own.</summary>
    public static IConsumerRegistrationConfigurator<TConsumer> AddServiceConsumer<TConsumer>(
        this IBusRegistrationConfigurator bus, string service, Action<IConsumerConfigurator<TConsumer>>? configure = null)
        where TConsumer : class, IConsumer
    {
        var name = Consumer(service, typeof(TConsumer));
        bus.AddSingleton(new ServiceEndpoint(service, name));
        var registration = bus.AddConsumer<TConsumer>((_, consumer) => configure?.Invoke(consumer));
        registration.Endpoint(endpoint => endpoint.Name = name);
        return registration;
    }

    public static string Kebab(string name)
    {
        var kebab = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(name[i]));
        }

        return kebab.ToString();
    }

    public static string Stem(string name, string suffix)
    {
        var arity = name.IndexOf('`');
        if (arity >= 0)
            name = name[..arity];
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }
}

/// <summary>An endpoint and the service it belongs to.</summary>
public sealed record ServiceEndpoint(string Service, string Name);
