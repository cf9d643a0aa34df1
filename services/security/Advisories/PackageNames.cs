namespace Cortex.Security.Advisories;

/// <summary>How a package is spelled for comparison: each ecosystem says which spellings are the same name.</summary>
internal static class PackageNames
{
    private static readonly Dictionary<string, string> ByType = new(StringComparer.Ordinal)
    {
        ["npm"] = "npm",
        ["nuget"] = "NuGet",
        ["pypi"] = "PyPI",
        ["golang"] = "Go",
        ["cargo"] = "crates.io",
        ["maven"] = "Maven",
        ["gem"] = "RubyGems",
        ["composer"] = "Packagist",
        ["hex"] = "Hex",
        ["pub"] = "Pub",
        ["githubactions"] = "GitHub Actions",
        ["swift"] = "SwiftURL",
    };

    private static readonly Dictionary<string, string> Spellings = ByType.Values.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The ecosystems that packages are judged in, as OSV spells them.</summary>
    public static IReadOnlyList<string> Ecosystems { get; } = [.. ByType.Values];

    /// <summary>The ecosystem as OSV spells it; null for a purl type that it has no advisories of.</summary>
    public static string? Osv(string purlType) => ByType.GetValueOrDefault(purlType);

    /// <summary>The name as OSV spells it, where it has the ecosystem.</summary>
    public static string Spelled(string ecosystem) => Spellings.GetValueOrDefault(ecosystem, ecosystem);

    /// <summary>
    /// Names compare by this. PyPI by PEP 503; NuGet, Packagist and Hex without regard to case; crates also take '-' and '_' for the same
    /// (a registry has one of them only), and modules of Go, Swift packages and actions are repositories, whose hosts do not regard case.
    /// The major version at the end of a Go module's path is part of its name. npm, Maven, RubyGems and pub compare as written.
    /// </summary>
    public static string Normal(string ecosystem, string name) => ecosystem switch
    {
        "PyPI" => Dashed(name),
        "NuGet" or "Packagist" or "Hex" or "Go" => name.ToLowerInvariant(),
        "crates.io" => name.ToLowerInvariant().Replace('_', '-'),
        "SwiftURL" => Address(name),
        "GitHub Actions" => string.Join('/', name.ToLowerInvariant().Split('/').Take(2)),
        _ => name,
    };

    // "https://github.com/apple/swift-nio.git" as "github.com/apple/swift-nio".
    private static string Address(string name)
    {
        var bare = name.ToLowerInvariant();
        if (bare.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
            bare = bare[(scheme + 3)..];
        bare = bare.TrimEnd('/');
        return bare.EndsWith(".git", StringComparison.Ordinal) ? bare[..^4] : bare;
    }

    private static string Dashed(string name)
    {
        var normal = new System.Text.StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not ('-' or '_' or '.'))
                normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length == 0 || normal[^1] != '-')
                normal.Append('-');
        }
        return normal.ToString();
    }
}
