namespace Cortex.Packages.Reading;

/// <summary>Paths relative to a repository's root: '/' between parts, no "." and "..", "" is the root.</summary>
internal static class RepositoryPath
{
    /// <summary>Null when the result would leave the root.</summary>
    public static string? Combine(string folder, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (path.StartsWith('/'))
            return null;
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    public static string Folder(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder and every folder above it, nearest first, the root last.</summary>
    public static IEnumerable<string> Upwards(string folder)
    {
        for (; folder.Length > 0; folder = Folder(folder))
            yield return folder;
        yield return "";
    }

    public static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
