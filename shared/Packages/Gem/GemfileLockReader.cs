using Cortex.Packages.Reading;

namespace Cortex.Packages.Gem;

/// <summary>Lists what Bundler pinned; of a gem for several platforms, its version once.</summary>
internal sealed class GemfileLockReader : IManifestReader
{
    private static readonly (string Lock, string Manifest)[] Pairs = [("Gemfile.lock", "Gemfile"), ("gems.locked", "gems.rb")];

    public bool Reads(string relativePath) => Array.Exists(Pairs, pair => pair.Lock == RepositoryPath.Name(relativePath));

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = Parse(tree, path);
        foreach (var (line, reason) in file.Broken)
            results.Unreadable(path, line, reason);
        var graph = new LockGraph("gem", path, tree.Limits);
        var byName = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var listed = new List<(GemSpec Spec, LockedPackage Package)>();
        foreach (var spec in file.Specs)
        {
            var version = GemVersion.IsVersion(spec.Version) ? spec.Version : null;
            if (version is null)
                results.Unreadable(path, spec.Line, $"{Display.Quote(spec.Version)} is no version of {spec.Name}, which is listed without one; run bundle install.");
            var package = graph.Add(spec.Name, version, spec.Line);
            byName.TryAdd(spec.Name, package);
            listed.Add((spec, package));
        }
        foreach (var (spec, package) in listed)
        {
            foreach (var name in spec.Needs)
            {
                if (byName.TryGetValue(name, out var needed))
                    LockGraph.Need(package, needed);
            }
        }
        graph.AskFor(Asked(tree, path, file), byName.GetValueOrDefault);
        graph.AddTo(results);
    }

    public static GemfileLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => GemfileLock.Parse(bytes, tree.Limits, tree.Cancellation));

    /// <summary>The lockfile beside a Gemfile, gems.rb or gemspec; null when there is none to trust.</summary>
    public static GemfileLock? Beside(RepositoryFiles tree, string folder) => Pairs
        .Select(pair => Neighbour.TryParse(tree, RepositoryPath.Below(folder, pair.Lock), Parse))
        .FirstOrDefault(found => found is not null);

    /// <summary>The lockfile names what is asked for; the groups, and so the scope, stand in the Gemfile only.</summary>
    private static List<Requirement>? Asked(RepositoryFiles tree, string path, GemfileLock file)
    {
        if (file.Dependencies is not { } names)
            return null;
        var manifest = Array.Find(Pairs, pair => pair.Lock == RepositoryPath.Name(path)).Manifest;
        var requirements = Neighbour.TryParse(tree, RepositoryPath.Below(RepositoryPath.Folder(path), manifest), Gemfile.Parse)?.Requirements ?? [];
        var scopes = requirements.GroupBy(r => r.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(r => r.Scope).Aggregate(PackageScope.Stronger), StringComparer.Ordinal);
        return [.. names.Select(name => new Requirement(name, null, scopes.GetValueOrDefault(name, PackageScope.Runtime), 0))];
    }
}
