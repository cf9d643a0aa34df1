using Cortex.Packages.Npm;
using Cortex.Packages.NuGet;

namespace Cortex.Packages;

/// <summary>Orders versions as their ecosystem does; build metadata never counts.</summary>
public static class VersionOrder
{
    private static readonly Dictionary<string, Func<string, string, int>> Orders = new(StringComparer.Ordinal)
    {
        ["npm"] = NpmVersion.Compare,
        ["nuget"] = NuGetRequirement.Compare,
    };

    /// <summary>The ecosystems whose order is known.</summary>
    public static IReadOnlyList<string> Ecosystems { get; } = [.. Orders.Keys.Order(StringComparer.Ordinal)];

    /// <summary>-1, 0 or 1.</summary>
    /// <exception cref="VersionFormatException">One of the two is no version of that ecosystem.</exception>
    /// <exception cref="ArgumentException">The ecosystem is not known.</exception>
    public static int Compare(string ecosystem, string a, string b) =>
        Orders.TryGetValue(ecosystem, out var compare)
            ? Math.Sign(compare(a, b))
            : throw new ArgumentException(
                $"The ecosystem '{ecosystem}' is not known; use one of: {string.Join(", ", Ecosystems)}.",
                nameof(ecosystem));
}
