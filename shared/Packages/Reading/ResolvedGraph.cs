namespace Cortex.Packages.Reading;

/// <summary>The packages of a lockfile and who asks for whom. Names are compared in the form that <c>normalize</c> gives them.</summary>
internal sealed class ResolvedGraph
{
    private readonly Dictionary<string, List<ResolvedPackage>> byName = new(StringComparer.Ordinal);
    private readonly List<ResolvedPackage> packages;
    private readonly Func<string, string> normalize;

    public ResolvedGraph(List<ResolvedPackage> packages, Func<string, string> normalize)
    {
        (this.packages, this.normalize) = (packages, normalize);
        foreach (var package in packages)
        {
            var name = normalize(package.Name);
            if (!byName.TryGetValue(name, out var same))
                byName[name] = same = [];
            same.Add(package);
        }
    }

    public IReadOnlyList<ResolvedPackage> Packages => packages;

    public bool Lists(string name) => byName.ContainsKey(normalize(name));

    /// <summary>
    /// Lists the packages. Direct is what the own projects ask for, or else what <paramref name="asked"/> does, or else what no
    /// other package asks for.
    /// </summary>
    /// <param name="add">Lists a package, as direct or not; gives its purl, or null when it is none.</param>
    /// <param name="require">Says that one package, by its purl, asks for another.</param>
    /// <param name="asked">The names that the project's manifest asks for, with their scopes.</param>
    public void List(
        Func<ResolvedPackage, bool, string?> add, Action<string, string> require, IReadOnlyDictionary<string, string>? asked = null)
    {
        var direct = Direct(asked);
        Spread(direct);
        var purls = new Dictionary<ResolvedPackage, string>();
        foreach (var package in packages.Where(p => !p.Hidden))
        {
            var isDirect = package.Own || direct.ContainsKey(package);
            if (add(package, isDirect) is { } purl)
                purls[package] = purl;
        }
        foreach (var (package, purl) in purls.Where(p => !p.Key.Own))
        {
            foreach (var needed in package.Dependencies.SelectMany(Resolve))
            {
                if (purls.TryGetValue(needed, out var neededPurl))
                    require(purl, neededPurl);
            }
        }
    }

    private Dictionary<ResolvedPackage, string> Direct(IReadOnlyDictionary<string, string>? asked)
    {
        var direct = new Dictionary<ResolvedPackage, string>();
        if (packages.Exists(p => p.Own))
            Ask(packages.Where(p => p.Own).SelectMany(p => p.Dependencies));
        else if (asked is not null)
            Ask(asked.Select(a => new ResolvedDependency(a.Key, null, a.Value)));
        if (direct.Count > 0)
            return direct;
        var required = packages.Where(p => !p.Own)
            .SelectMany(p => p.Dependencies.SelectMany(Resolve).Where(needed => needed != p))
            .ToHashSet();
        foreach (var package in packages.Where(p => !required.Contains(p)))
            direct[package] = PackageScope.Runtime;
        return direct;

        void Ask(IEnumerable<ResolvedDependency> dependencies)
        {
            foreach (var dependency in dependencies)
            {
                foreach (var package in Resolve(dependency))
                {
                    direct[package] = direct.TryGetValue(package, out var known)
                        ? PackageScope.Stronger(known, dependency.Scope)
                        : dependency.Scope;
                }
            }
        }
    }

    /// <summary>Gives the packages whose scope the file does not state the strongest scope of the ways that lead to them.</summary>
    private void Spread(Dictionary<ResolvedPackage, string> direct)
    {
        var open = packages.Where(p => p.Scope is null).ToHashSet();
        if (open.Count == 0)
            return;
        foreach (var scope in (ReadOnlySpan<string>)[PackageScope.Runtime, PackageScope.Peer, PackageScope.Optional, PackageScope.Development])
        {
            var waiting = new Queue<ResolvedPackage>();
            foreach (var package in open.Where(p => direct.TryGetValue(p, out var asked) && asked == scope).ToList())
                Reach(package);
            while (waiting.TryDequeue(out var reached))
            {
                foreach (var needed in reached.Dependencies.Where(d => d.Scope == PackageScope.Runtime).SelectMany(Resolve))
                    Reach(needed);
            }

            void Reach(ResolvedPackage package)
            {
                if (!open.Remove(package))
                    return;
                package.Scope = scope;
                waiting.Enqueue(package);
            }
        }
    }

    private IEnumerable<ResolvedPackage> Resolve(ResolvedDependency dependency)
    {
        if (!byName.TryGetValue(normalize(dependency.Name), out var found))
            return [];
        return dependency.Version is null ? found : found.Where(p => p.Version == dependency.Version);
    }
}
