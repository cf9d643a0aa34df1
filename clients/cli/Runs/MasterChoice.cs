using Cortex.Cli.Commanding;
using Cortex.Contracts;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Runs;

/// <summary>--masters a,b.</summary>
internal static class MasterChoice
{
    public static IReadOnlyList<string>? Of(string[]? names)
    {
        if (names is null or [])
            return null;
        foreach (var name in names)
            RequireKnown(name);
        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    public static void RequireKnown(string name)
    {
        if (ServiceNames.All.Contains(name, StringComparer.Ordinal))
            return;
        var nearest = Nearest.Of(name, ServiceNames.All) is { } near ? $"; did you mean '{near}'?" : $"; the masters are {string.Join(", ", ServiceNames.All)}";
        throw CommandFailure.Usage($"there is no master '{name}'{nearest}");
    }
}
