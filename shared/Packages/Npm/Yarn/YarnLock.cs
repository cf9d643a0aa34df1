namespace Cortex.Packages.Npm.Yarn;

/// <summary>
/// A yarn.lock of Yarn 1 or of Yarn 2 and later, whose syntax is YAML of a fixed layout:
/// https://classic.yarnpkg.com/docs/yarn-lock, https://yarnpkg.com/configuration/yarnrc.
/// </summary>
internal sealed class YarnLock : INpmPins
{
    private readonly Dictionary<string, YarnEntry> byDescriptor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YarnEntry> workspaces = new(StringComparer.Ordinal);

    public YarnLock(IReadOnlyList<YarnEntry> entries, bool classic)
    {
        Entries = entries;
        Classic = classic;
        foreach (var entry in entries)
        {
            foreach (var descriptor in entry.Descriptors)
                byDescriptor.TryAdd(descriptor, entry);
            if (entry.Workspace is { } folder)
                workspaces.TryAdd(folder, entry);
        }
    }

    public IReadOnlyList<YarnEntry> Entries { get; }

    /// <summary>Written by Yarn 1, which does not name the workspaces.</summary>
    public bool Classic { get; }

    /// <summary>Null when nothing in the file answers to it; Yarn 2 and later may leave out that npm is asked.</summary>
    public YarnEntry? Find(string name, string range) =>
        byDescriptor.GetValueOrDefault($"{name}@{range}") ?? byDescriptor.GetValueOrDefault($"{name}@npm:{range}");

    public bool Covers(string folder) => Classic || workspaces.ContainsKey(folder);

    public bool Pins(string folder, PackageJsonDependency dependency) => Find(dependency.Name, (dependency.Wanted ?? "").Trim()) is not null;
}

internal sealed class YarnEntry
{
    public required int Line { get; init; }

    /// <summary>What is asked for, as in "a@^1.0.0" or "a@npm:^1.0.0".</summary>
    public required IReadOnlyList<string> Descriptors { get; init; }

    public required string Name { get; init; }

    public string? Version { get; set; }

    public List<YarnRequirement> Dependencies { get; } = [];

    /// <summary>The folder, "" for the file's own, when the entry is a workspace of the repository.</summary>
    public string? Workspace { get; init; }
}

internal sealed record YarnRequirement(string Name, string Range)
{
    public bool Optional { get; set; }
}
