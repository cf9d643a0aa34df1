using Cortex.Workspaces.Sources;

namespace Cortex.Security.Scanning.Parts;

/// <summary>
/// Which part of a repository a worker looks at. What is judged file by file is dealt out by size; what has to see several files at once
/// is done whole by the first.
/// </summary>
internal sealed record ScanPart
{
    /// <summary>What a file costs beside its bytes, in bytes.</summary>
    private const int FileCost = 2048;

    public static ScanPart Whole { get; } = new();

    /// <summary>0-based.</summary>
    public int Index { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Whether this part does the looks that need all files at once.</summary>
    public bool IsFirst => Index == 0;

    /// <summary>Its files: the largest first, each to the part with the least, so that every worker comes to the same deal. The first part, which has more to do, gets less.</summary>
    public IReadOnlySet<string> FilesOf(IReadOnlyList<SourceEntry> files)
    {
        var loads = new long[Count];
        loads[0] = files.Sum(FirstPart.Cost);
        var mine = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.OrderByDescending(file => file.Bytes).ThenBy(file => file.Number))
        {
            var least = Array.IndexOf(loads, loads.Min());
            loads[least] += file.Bytes + FileCost;
            if (least == Index)
                mine.Add(file.Path);
        }
        return mine;
    }
}
