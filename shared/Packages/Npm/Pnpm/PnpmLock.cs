namespace Cortex.Packages.Npm.Pnpm;

/// <summary>A pnpm-lock.yaml, version 5 to 9: https://github.com/pnpm/spec/tree/master/lockfile.</summary>
internal sealed class PnpmLock : INpmPins
{
    /// <summary>From this version on the graph stands apart, in "snapshots", and "dev" is not written.</summary>
    public const int SnapshotsVersion = 9;

    private Dictionary<string, PnpmPackage>? byKey;

    public required int Version { get; init; }

    public required IReadOnlyList<PnpmPackage> Packages { get; init; }

    /// <summary>By the importer's folder, "" for the file's own.</summary>
    public required IReadOnlyDictionary<string, List<PnpmReference>> Importers { get; init; }

    /// <summary>The references of a version 9 file, by a package's key followed by the peers it was resolved with.</summary>
    public required IReadOnlyList<(string Key, bool Optional, List<PnpmReference> References)> Snapshots { get; init; }

    public bool Covers(string folder) => Importers.ContainsKey(folder);

    public bool Pins(string folder, PackageJsonDependency dependency) =>
        Importers.TryGetValue(folder, out var references) && references.Exists(reference => reference.Name == dependency.Name);

    /// <summary>
    /// What a reference means: a key as it stands, or the rest of one that starts with the name. Null for a folder and for what the
    /// file does not list.
    /// </summary>
    public PnpmPackage? Find(PnpmReference reference)
    {
        var (name, target) = (reference.Name, reference.Target);
        return ByKey(target) ?? ByKey($"/{name}/{target}") ?? ByKey($"/{name}@{target}") ?? ByKey($"{name}@{target}");
    }

    /// <summary>The entry of a key, with or without its peers.</summary>
    public PnpmPackage? ByKey(string key)
    {
        byKey ??= Packages.GroupBy(package => package.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return byKey.GetValueOrDefault(key) ?? byKey.GetValueOrDefault(PnpmKey.WithoutPeers(key));
    }
}

internal sealed class PnpmPackage
{
    public required string Key { get; init; }

    public required int Line { get; init; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    public bool Dev { get; set; }

    public bool Optional { get; set; }

    public List<PnpmReference> References { get; } = [];

    public string Scope => Dev ? PackageScope.Development : Optional ? PackageScope.Optional : PackageScope.Runtime;
}

/// <param name="Name">The name under which the package is installed, which may be an alias.</param>
/// <param name="Target">A version with its peers, a key, a folder or a URL.</param>
/// <param name="Scope">From the section it stands in.</param>
internal sealed record PnpmReference(string Name, string Target, string Scope);
