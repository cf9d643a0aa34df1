using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Cortex.Messaging.Delivery;

/// <summary>Which endpoints of this process take which message, as composed.</summary>
public sealed class Subscriptions
{
    private readonly ConcurrentDictionary<Type, ImmutableArray<ServiceEndpoint>> _subscribers = new();
    private readonly ConcurrentDictionary<(string? Service, Type Message), ImmutableArray<string>> _routes = new();

    /// <summary>Every endpoint with every message it takes.</summary>
    public IReadOnlyList<(ServiceEndpoint Endpoint, Type Message)> All =>
        [.. _subscribers.SelectMany(taken => taken.Value.Select(endpoint => (endpoint, taken.Key)))];

    public void Add(ServiceEndpoint endpoint, Type message)
    {
        _subscribers.AddOrUpdate(message, [endpoint], (_, known) => known.Contains(endpoint) ? known : known.Add(endpoint));
        _routes.Clear();
    }

    /// <summary>The endpoints that get a message; with a service, only that service's.</summary>
    public ImmutableArray<string> Of(Type message, string? service) =>
        _routes.GetOrAdd((service, message), key => _subscribers.TryGetValue(key.Message, out var endpoints)
            ? [.. endpoints.Where(endpoint => key.Service is null || endpoint.Service == key.Service).Select(endpoint => endpoint.Name)]
            : []);
}
