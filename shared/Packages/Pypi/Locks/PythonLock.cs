using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>The packages of a Python lockfile and who asks for whom.</summary>
internal sealed class PythonLock
{
    private readonly Dictionary<string, List<LockedPackage>> byName = new(StringComparer.Ordinal);
    private readonly List<LockedPackage> packages;

    public PythonLock(List<LockedPackage> packages)
    {
        this.packages = packages;
        foreach (var package in packages)
        {
            var name = PypiName.Normalize(package.Name);
            if (!byName.TryGetValue(name, out var same))
                byName[name] = same = [];
            same.Add(package);
        }
    }

    public bool Lists(string name) => byName.ContainsKey(PypiName.Normalize(name));

    /// <summary>
    /// Lists the packages. Direct is what the own projects ask for, or else what <paramref name="asked"/> does, or else what no other package asks for.
    /// </summary>
    public void AddTo(PypiPackages results, IReadOnlyDictionary<string, string>? asked)
    {
        var direct = Direct(asked);
        Spread(direct);
        var purls = new Dictionary<LockedPackage, string>();
        foreach (var package in packages.Where(p => !p.Hidden))
        {
            var isDirect = package.Own || direct.ContainsKey(package);
            if (results.Add(package.Name, package.Version, package.Line, isDirect, package.Scope ?? PackageScope.Runtime) is { } purl)
                purls[package] = purl;
        }
        foreach (var (package, purl) in purls.Where(p => !p.Key.Own))
        {
            foreach (var needed in package.Dependencies.SelectMany(Resolve))
            {
                if (purls.TryGetValue(needed, out var neededPurl))
                    results.Require(purl, neededPurl);
            }
        }
    }

    private Dictionary<LockedPackage, string> Direct(IReadOnlyDictionary<string, string>? asked)
    {
        var direct = new Dictionary<LockedPackage, string>();
        if (packages.Exists(p => p.Own))
            Ask(packages.Where(p => p.Own).SelectMany(p => p.Dependencies));
        else if (asked is not null)
            Ask(asked.Select(a => new LockedDependency(a.Key, null, a.Value)));
        if (direct.Count > 0)
            return direct;
        var required = packages.Where(p => !p.Own)
            .SelectMany(p => p.Dependencies.SelectMany(Resolve).Where(needed => needed != p))
            .ToHashSet();
        foreach (var package in packages.Where(p => !required.Contains(p)))
            direct[package] = PackageScope.Runtime;
        return direct;

        void Ask(IEnumerable<LockedDependency> dependencies)
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
    private void Spread(Dictionary<LockedPackage, string> direct)
    {
        var open = packages.Where(p => p.Scope is null).ToHashSet();
        if (open.Count == 0)
            return;
        foreach (var scope in (ReadOnlySpan<string>)[PackageScope.Runtime, PackageScope.Peer, PackageScope.Optional, PackageScope.Development])
        {
            var waiting = new Queue<LockedPackage>();
            foreach (var package in open.Where(p => direct.TryGetValue(p, out var asked) && asked == scope).ToList())
                Reach(package);
            while (waiting.TryDequeue(out var reached))
            {
                foreach (var needed in reached.Dependencies.Where(d => d.Scope == PackageScope.Runtime).SelectMany(Resolve))
                    Reach(needed);
            }

            void Reach(LockedPackage package)
            {
                if (!open.Remove(package))
                    return;
                package.Scope = scope;
                waiting.Enqueue(package);
            }
        }
    }

    private IEnumerable<LockedPackage> Resolve(LockedDependency dependency)
    {
        if (!byName.TryGetValue(PypiName.Normalize(dependency.Name), out var found))
            return [];
        return dependency.Version is null ? found : found.Where(p => p.Version == dependency.Version);
    }
}
