using System.IO.Enumeration;

namespace Cortex.Packages.Npm;

/// <summary>A package-lock.json or npm-shrinkwrap.json: npm's documentation, configuring npm, package-lock-json.</summary>
internal sealed class NpmLock : INpmPins
{
    public required int Version { get; init; }

    public required IReadOnlyList<NpmLockEntry> Entries { get; init; }

    /// <summary>Entries by their place, as in "packages/a/node_modules/b"; version 1 has its top level only.</summary>
    public required IReadOnlyDictionary<string, NpmLockEntry> ByPlace { get; init; }

    /// <summary>Names that some package of a version 1 file requires.</summary>
    public required IReadOnlySet<string> Required { get; init; }

    /// <summary>The patterns of the folders that are workspaces; empty when the root has none.</summary>
    public required IReadOnlyList<string> Workspaces { get; init; }

    /// <summary>Places that occur more than once, with the line of the repetition.</summary>
    public required IReadOnlyList<(string Place, int Line)> Repeated { get; init; }

    /// <summary>A folder that the repository depends on by its path, as on a package of its own.</summary>
    public bool IsPathDependency(NpmLockEntry entry) =>
        entry is { Dependencies: not null, Version: not null, Place.Length: > 0 }
        && !Workspaces.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, entry.Place, ignoreCase: false));

    /// <summary>Whether the file speaks for the package.json of a folder, given relative to the file's own.</summary>
    public bool Covers(string folder) =>
        folder.Length == 0 || (ByPlace.TryGetValue(folder, out var entry) && entry.Dependencies is not null);

    public bool Pins(string folder, PackageJsonDependency dependency) => Resolve(folder, dependency.Name) is not null;

    /// <summary>What a dependency of a folder's package.json resolves to, as node looks it up.</summary>
    public NpmLockEntry? Resolve(string folder, string dependency)
    {
        foreach (var place in Reading.RepositoryPath.Upwards(folder))
        {
            if (ByPlace.TryGetValue(Reading.RepositoryPath.Below(place, $"node_modules/{dependency}"), out var entry))
                return entry;
        }
        return null;
    }
}

internal sealed class NpmLockEntry
{
    private List<(string Name, string Scope)>? needs;

    public required int Line { get; init; }

    public required string Place { get; init; }

    public string Name { get; set; } = "";

    public string? Version { get; set; }

    public bool Link { get; set; }

    public bool Dev { get; set; }

    public bool Optional { get; set; }

    public bool Peer { get; set; }

    /// <summary>The names its package.json depends on; null unless it is a folder of the repository.</summary>
    public List<string>? Dependencies { get; set; }

    /// <summary>What it asks for when it is installed, and where it looks for it.</summary>
    public IReadOnlyList<(string Name, string Scope)> Needs => needs ?? [];

    public NpmPlace? At { get; set; }

    public void Need(string name, string scope) => (needs ??= []).Add((name, scope));

    // npm marks "dev optional" what both a development and an optional dependency need: installed in production, if it can be.
    public string Scope => this switch
    {
        { Dev: true } => PackageScope.Development,
        { Optional: true } => PackageScope.Optional,
        { Peer: true } => PackageScope.Peer,
        _ => PackageScope.Runtime,
    };
}
