namespace Cortex.Packages.Editing.Npm;

/// <summary>A lockfile of one of npm's package managers, seen from the upgrade of one package.</summary>
internal interface INpmLockEdit
{
    string Path { get; }

    /// <summary>The command that makes the lockfile anew.</summary>
    IReadOnlyList<string> Command { get; }

    /// <summary>Whether the file lists the package or something in it asks for it.</summary>
    bool Mentions { get; }

    /// <summary>Whether the file lists the package in the version that shall go.</summary>
    bool HasOld { get; }

    /// <summary>Whether it lists the package in further versions.</summary>
    bool HasOthers { get; }

    /// <summary>The version that a requirement of a folder's package.json is locked at.</summary>
    string? VersionOf(string folder, string key, string wanted);

    /// <summary>The packages that ask for the package and get the version that shall go.</summary>
    IReadOnlyList<NpmAsker> Askers { get; }

    /// <summary>Brings the file into line with what can be known without the registry; false when nothing had to change.</summary>
    bool Follow(IReadOnlyList<NpmChange> changes);
}

/// <param name="Name">The package that asks.</param>
/// <param name="Key">Under which name.</param>
/// <param name="Range">For which versions; null when the lockfile does not say.</param>
/// <param name="Bundled">It brings its own copy along, which no override reaches.</param>
internal sealed record NpmAsker(string Name, string Key, string? Range, bool Bundled = false);
