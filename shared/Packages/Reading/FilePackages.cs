namespace Cortex.Packages.Reading;

/// <summary>
/// The packages of one file, each version once: direct if any mention is, in the strongest scope, on the first line of a
/// mention that is as direct.
/// </summary>
internal sealed class FilePackages(string ecosystem, string path)
{
    private readonly Dictionary<string, PackageOccurrence> byPurl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> askedFrom = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> requiredBy = new(StringComparer.Ordinal);

    /// <summary>Returns the purl, by which <see cref="Require"/> knows the package.</summary>
    public string Add(string name, string? version, int line, bool direct, string scope)
    {
        var purl = PackageUrl.Create(ecosystem, name, version);
        if (!byPurl.TryGetValue(purl, out var known))
        {
            byPurl[purl] = new()
            {
                Purl = purl,
                Ecosystem = ecosystem,
                Name = name,
                Version = version,
                Path = path,
                Line = line,
                Direct = direct,
                Scope = scope,
            };
            return purl;
        }
        byPurl[purl] = known with
        {
            Direct = known.Direct || direct,
            Line = direct && !known.Direct ? line : known.Line,
            Scope = PackageScope.Stronger(known.Scope, scope),
        };
        return purl;
    }

    /// <summary>Says that a folder's manifest asks for one of the file's packages.</summary>
    public void AskFrom(string folder, string needed)
    {
        if (!askedFrom.TryGetValue(needed, out var folders))
            askedFrom[needed] = folders = new(StringComparer.Ordinal);
        folders.Add(folder.Length == 0 ? "." : folder);
    }

    /// <summary>Says that one of the file's packages asks for another.</summary>
    public void Require(string by, string needed)
    {
        if (by == needed)
            return;
        if (!requiredBy.TryGetValue(needed, out var askers))
            requiredBy[needed] = askers = new(StringComparer.Ordinal);
        askers.Add(by);
    }

    public void AddTo(ScanResults results)
    {
        foreach (var (purl, package) in byPurl)
            results.Add(package with { AskedFrom = Ordered(askedFrom, purl), RequiredBy = Ordered(requiredBy, purl) });
    }

    private static IReadOnlyList<string>? Ordered(Dictionary<string, HashSet<string>> of, string purl) =>
        of.TryGetValue(purl, out var found) ? [.. found.Order(StringComparer.Ordinal)] : null;
}
