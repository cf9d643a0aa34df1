namespace Cortex.Packages.Reading;

/// <summary>
/// The packages of one file, each version once: direct if any mention is, in the strongest scope, on the first line of a
/// mention that is as direct.
/// </summary>
internal sealed class FilePackages(string ecosystem, string path)
{
    private readonly Dictionary<string, PackageOccurrence> byPurl = new(StringComparer.Ordinal);

    public void Add(string name, string? version, int line, bool direct, string scope)
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
            return;
        }
        byPurl[purl] = known with
        {
            Direct = known.Direct || direct,
            Line = direct && !known.Direct ? line : known.Line,
            Scope = PackageScope.Stronger(known.Scope, scope),
        };
    }

    public void AddTo(ScanResults results)
    {
        foreach (var package in byPurl.Values)
            results.Add(package);
    }
}
