using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Cortex.Contracts;

namespace Cortex.Messaging.Wire;

/// <summary>Contract types by full name.</summary>
public static class MessageTypes
{
    private static readonly ConcurrentDictionary<string, Type> _found = new(StringComparer.Ordinal);

    public static bool TryFind(string fullName, [NotNullWhen(true)] out Type? type)
    {
        if (_found.TryGetValue(fullName, out type))
            return true;
        type = typeof(CortexJson).Assembly.GetType(fullName)
            ?? AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.GetType(fullName)).FirstOrDefault(found => found is not null);
        if (type is null)
            return false;
        _found.TryAdd(fullName, type);
        return true;
    }
}
