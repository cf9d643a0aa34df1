using System.Collections.Concurrent;

namespace Cortex.Messaging;

/// <summary>The run a message belongs to: its <c>OrchestrationId</c>, when it has one.</summary>
public static class RunOf
{
    private static readonly ConcurrentDictionary<Type, Func<object, Guid?>> _readers = new();

    public static Guid? Message(object message) => _readers.GetOrAdd(message.GetType(), Reader)(message);

    private static Func<object, Guid?> Reader(Type type) =>
        type.GetProperty("OrchestrationId") is { } property && property.PropertyType == typeof(Guid)
            ? message => (Guid)property.GetValue(message)!
            : _ => null;
}
