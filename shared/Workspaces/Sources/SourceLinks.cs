namespace Cortex.Workspaces.Sources;

/// <summary>
/// A symbolic link becomes a link only when it leads to a file of the same tree; every other one stays a small text file with its target, as on
/// systems without links, so that nothing that reads the tree can be led out of it or in a circle.
/// </summary>
public static class SourceLinks
{
    private const int LongestTarget = 4096;

    /// <param name="folder">Where the links are as text files.</param>
    /// <param name="links">Their paths.</param>
    /// <param name="files">The paths of all regular files of the commit.</param>
    /// <param name="stop">Stops between links.</param>
    /// <returns>What became a link.</returns>
    public static async Task<IReadOnlySet<string>> MakeAsync(string folder, IEnumerable<string> links, IReadOnlySet<string> files, CancellationToken stop)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in links)
        {
            var place = Path.Combine(folder, link);
            if (new FileInfo(place) is not { Exists: true, Length: < LongestTarget } stub)
                continue;
            var to = await File.ReadAllTextAsync(stub.FullName, stop);
            if (WithinTree(link, to) is not { } target || !files.Contains(target))
                continue;
            File.Delete(place);
            File.CreateSymbolicLink(place, to);
            made.Add(link);
        }

        return made;
    }

    /// <summary>The path, from the tree's root, that a link leads to; null when it leads out or takes a detour that other links could bend.</summary>
    internal static string? WithinTree(string link, string to)
    {
        var at = link.Split('/')[..^1].ToList();
        var down = false;
        foreach (var step in to.Split('/'))
        {
            switch (step)
            {
                case "..":
                    if (down || at.Count == 0)
                        return null;
                    at.RemoveAt(at.Count - 1);
                    break;
                case ".":
                    break;
                case "":
                    return null;
                default:
                    down = true;
                    at.Add(step);
                    break;
            }
        }

        return string.Join('/', at);
    }
}
