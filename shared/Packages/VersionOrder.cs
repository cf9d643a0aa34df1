using Cortex.Packages.Alpine;
using Cortex.Packages.Cargo;
using Cortex.Packages.Composer;
using Cortex.Packages.Debian;
using Cortex.Packages.Gem;
using Cortex.Packages.Golang;
using Cortex.Packages.Hex;
using Cortex.Packages.Maven;
using Cortex.Packages.Npm;
using Cortex.Packages.NuGet;
using Cortex.Packages.Pub;
using Cortex.Packages.Pypi;

namespace Cortex.Packages;

/// <summary>Orders versions as their ecosystem's own tool does; build metadata counts only where it does there.</summary>
public static class VersionOrder
{
    // The purl type, the name that OSV has for the ecosystem, and its order.
    private static readonly (string Type, string OsvName, Func<string, string, int> Compare)[] Known =
    [
        ("apk", "Alpine", AlpineVersion.Compare),
        ("cargo", "crates.io", CargoVersion.Compare),
        ("composer", "Packagist", ComposerVersion.Compare),
        ("deb", "Debian", DebianVersion.Compare),
        ("gem", "RubyGems", GemVersion.Compare),
        ("golang", "Go", GoVersion.Compare),
        ("hex", "Hex", HexVersion.Compare),
        ("maven", "Maven", MavenVersion.Compare),
        ("npm", "npm", NpmVersion.Compare),
        ("nuget", "NuGet", NuGetRequirement.Compare),
        ("pub", "Pub", PubVersion.Compare),
        ("pypi", "PyPI", PypiVersion.Compare),
    ];

    private static readonly Dictionary<string, Func<string, string, int>> Orders = ByEitherName();

    /// <summary>The purl types of the ecosystems whose order is known.</summary>
    public static IReadOnlyList<string> Ecosystems { get; } = [.. Known.Select(known => known.Type).Order(StringComparer.Ordinal)];

    /// <summary>Whether <see cref="Compare"/> knows the ecosystem by that name.</summary>
    public static bool Knows(string ecosystem) => Orders.ContainsKey(ecosystem);

    /// <summary>The names that OSV has for them, in the same order.</summary>
    public static IReadOnlyList<string> OsvNames { get; } = [.. Known.OrderBy(known => known.Type, StringComparer.Ordinal).Select(known => known.OsvName)];

    /// <summary>-1, 0 or 1.</summary>
    /// <param name="ecosystem">The purl type or the name that OSV has for it, as "gem" or "RubyGems"; case does not count.</param>
    /// <param name="a">A version.</param>
    /// <param name="b">Another.</param>
    /// <exception cref="VersionFormatException">One of the two is no version of that ecosystem.</exception>
    /// <exception cref="ArgumentException">The ecosystem is not known.</exception>
    public static int Compare(string ecosystem, string a, string b) =>
        Orders.TryGetValue(ecosystem, out var compare)
            ? Math.Sign(compare(a, b))
            : throw new ArgumentException(
                $"The ecosystem '{ecosystem}' is not known; use one of: {string.Join(", ", Ecosystems)}.",
                nameof(ecosystem));

    private static Dictionary<string, Func<string, string, int>> ByEitherName()
    {
        var orders = new Dictionary<string, Func<string, string, int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (type, osvName, compare) in Known)
        {
            orders[type] = compare;
            orders[osvName] = compare;
        }
        return orders;
    }
}
