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
using Cortex.Packages.Versions;

namespace Cortex.Packages;

/// <summary>Orders versions as their ecosystem's own tool does; build metadata counts only where it does there.</summary>
public static class VersionOrder
{
    // The purl type, the name that OSV has for the ecosystem, and how its versions are read and ordered.
    private static readonly Order[] Known =
    [
        Of("apk", "Alpine", AlpineVersion.Parse, AlpineVersion.Compare),
        Of("cargo", "crates.io", CargoVersion.Parse, CargoVersion.Compare),
        Of("composer", "Packagist", ComposerVersion.Normalize, ComposerVersion.Compare),
        Of("deb", "Debian", DebianVersion.Parse, DebianVersion.Compare),
        Of("gem", "RubyGems", GemVersion.Segments, GemVersion.Compare),
        Of("githubactions", "GitHub Actions", TagVersion.Parse, TagVersion.Compare),
        Of("golang", "Go", GoVersion.Parse, GoVersion.Compare),
        Of("hex", "Hex", HexVersion.Parse, HexVersion.Compare),
        Of("maven", "Maven", MavenVersion.Parse, (a, b) => a.Order(b)),
        Of("npm", "npm", NpmVersion.Parse, NpmVersion.Compare),
        Of("nuget", "NuGet", NuGetRequirement.Parse, NuGetRequirement.Compare),
        Of("pub", "Pub", PubVersion.Parse, PubVersion.Compare),
        Of("pypi", "PyPI", PypiVersion.Parse, PypiVersion.Compare),
        Of("swift", "SwiftURL", TagVersion.Parse, TagVersion.Compare),
    ];

    private static readonly Dictionary<string, Order> Orders = ByEitherName();

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
        Math.Sign(Read(ecosystem, a).OrderAgainst(Read(ecosystem, b)));

    /// <summary>A version that is to be compared more than once.</summary>
    /// <exception cref="VersionFormatException">It is no version of that ecosystem.</exception>
    /// <exception cref="ArgumentException">The ecosystem is not known.</exception>
    public static PackageVersion Read(string ecosystem, string text) =>
        Orders.TryGetValue(ecosystem, out var order)
            ? order.Read(text)
            : throw new ArgumentException(
                $"The ecosystem '{ecosystem}' is not known; use one of: {string.Join(", ", Ecosystems)}.",
                nameof(ecosystem));

    private static Order Of<T>(string type, string osvName, Func<string, T> read, Func<T, T, int> compare) =>
        new(type, osvName, text => new PackageVersion<T>(read(text), compare));

    private static Dictionary<string, Order> ByEitherName()
    {
        var orders = new Dictionary<string, Order>(StringComparer.OrdinalIgnoreCase);
        foreach (var order in Known)
            orders[order.Type] = orders[order.OsvName] = order;
        return orders;
    }

    private sealed record Order(string Type, string OsvName, Func<string, PackageVersion> Read);
}
