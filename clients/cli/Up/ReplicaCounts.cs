using Cortex.Cli.Commanding;
using Cortex.Contracts;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Up;

/// <summary>How many processes of each service there are: one, unless <c>--replicas SERVICE=N</c> says otherwise.</summary>
internal static class ReplicaCounts
{
    private const int Most = 16;

    public static IReadOnlyDictionary<string, int> Read(IReadOnlyList<string> given)
    {
        var counts = ServiceNames.All.ToDictionary(service => service, _ => 1, StringComparer.Ordinal);
        foreach (var text in given.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (text.Split('=') is not [var service, var number] || !int.TryParse(number, out var count) || count is < 1 or > Most)
                throw CommandFailure.Usage($"'{text}' is no number of replicas", $"Write SERVICE=N with N from 1 to {Most}, for example security=3.");
            if (!counts.ContainsKey(service))
                throw CommandFailure.Usage($"there is no service '{service}'", Nearest.Of(service, ServiceNames.All) is { } near ? $"Did you mean {near}?" : $"Services: {string.Join(", ", ServiceNames.All)}.");
            counts[service] = count;
        }

        return counts;
    }
}
