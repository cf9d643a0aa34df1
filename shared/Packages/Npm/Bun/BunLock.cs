using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Bun;

/// <summary>A bun.lock: https://bun.com/docs/pm/lockfile.</summary>
internal sealed class BunLock : INpmPins
{
    /// <summary>By where a package is installed: "a", or "b/a" below b.</summary>
    public required IReadOnlyDictionary<string, BunPackage> Packages { get; init; }

    public required IReadOnlyDictionary<string, BunWorkspace> Workspaces { get; init; }

    /// <summary>Entries that are none, with what is wrong.</summary>
    public required IReadOnlyList<(int Line, string Reason)> Broken { get; init; }

    public bool Covers(string folder) => Workspaces.ContainsKey(folder);

    public bool Pins(string folder, PackageJsonDependency dependency) =>
        Workspaces.TryGetValue(folder, out var workspace) && Find(workspace.Name, dependency.Name) is not null;

    /// <summary>What a package asks for by name: the nearest one, below itself or beside one of those it is below.</summary>
    public BunPackage? Find(string from, string name)
    {
        for (; from.Length > 0; from = Parent(from))
        {
            if (Packages.TryGetValue($"{from}/{name}", out var nested))
                return nested;
        }
        return Packages.GetValueOrDefault(name);
    }

    private static string Parent(string place)
    {
        var end = place.LastIndexOf('/');
        if (end < 0)
            return "";
        // A scope is half of a name.
        var before = place.LastIndexOf('/', end - 1);
        return place[(before + 1)..].StartsWith('@') ? place[..Math.Max(before, 0)] : place[..end];
    }
}

internal sealed record BunWorkspace(string Name, IReadOnlyList<(string Name, string Scope)> Dependencies);

internal sealed class BunPackage
{
    public required string Place { get; init; }

    public required int Line { get; init; }

    /// <summary>As in "a@1.0.0", "a@github:b/a#0123abc" and "a@workspace:packages/a".</summary>
    public required string Resolution { get; init; }

    public List<(string Name, string Scope)> Dependencies { get; } = [];

    public string Name => Resolution[..At];

    public string Source => At < Resolution.Length ? Resolution[(At + 1)..] : "";

    private int At => Resolution.IndexOf('@', Resolution.StartsWith('@') ? 1 : 0) is var at and >= 0 ? at : Resolution.Length;
}
