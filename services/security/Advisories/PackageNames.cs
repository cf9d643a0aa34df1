namespace Cortex.Security.Advisories;

/// <summary>How a package is spelled for comparison: each ecosystem says which spellings are the same name.</summary>
internal static class PackageNames
{
    private static readonly Dictionary<string, string> Ecosystems = new(StringComparer.Ordinal)
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
    };

    /// <summary>The ecosystem as OSV spells it; null for a purl type that it has no advisories of.</summary>
    public static string? Osv(string purlType) => Ecosystems.GetValueOrDefault(purlType);

    /// <summary>Names compare by this: PyPI by PEP 503, NuGet and Packagist without regard to case, others as written.</summary>
    public static string Normal(string ecosystem, string name) => ecosystem switch
    {
        "PyPI" => Dashed(name),
        "NuGet" or "Packagist" => name.ToLowerInvariant(),
        _ => name,
    };

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
