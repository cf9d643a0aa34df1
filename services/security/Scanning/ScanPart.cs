using Cortex.Documents.Files;

namespace Cortex.Security.Scanning;

/// <summary>
/// Which part of a repository a worker looks at. What is judged file by file is dealt out by size; what has to see several files at once
/// is done whole by one of the workers, a different one each.
/// </summary>
internal sealed record ScanPart
{
    public static ScanPart Whole { get; } = new();

    /// <summary>0-based.</summary>
    public int Index { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Whether this part does the <paramref name="number"/>th of the looks that need the whole repository.</summary>
    public bool Does(int number) => number % Count == Index;

    /// <summary>Its files: the largest first, each to the part with the least, so that every worker comes to the same deal.</summary>
    public IReadOnlySet<string> FilesOf(IReadOnlyList<SourceFile> files)
    {
        if (Count == 1)
            return files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var loads = new long[Count];
        var mine = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.OrderByDescending(f => f.Length).ThenBy(f => f.Path, StringComparer.Ordinal))
        {
            var least = Array.IndexOf(loads, loads.Min());
            loads[least] += file.Length + 1;
            if (least == Index)
                mine.Add(file.Path);
        }
        return mine;
    }
}
