namespace Cortex.Packages.Editing.Npm;

/// <summary>The left side of an override: "name", "name@^1", "parent>name", "parent/name", "**/name".</summary>
internal static class NpmOverrideKey
{
    public static string TargetOf(string key)
    {
        var last = WithoutSelector(key[(key.LastIndexOf('>') + 1)..].Trim());
        var parts = last.Split('/');
        return parts.Length > 1 && parts[^2].StartsWith('@') ? $"{parts[^2]}/{parts[^1]}" : parts[^1];
    }

    /// <summary>The package below which it holds; "" when it holds everywhere.</summary>
    public static string ParentOf(string key)
    {
        var before = key.LastIndexOf('>') is > 0 and var at ? key[..at] : WithoutSelector(key)[..^TargetOf(key).Length].TrimEnd('/');
        return before.Length == 0 || before == "**" ? "" : TargetOf(before);
    }

    private static string WithoutSelector(string key)
    {
        for (var at = 1; at < key.Length; at++)
        {
            if (key[at] == '@' && key[at - 1] != '/')
                return key[..at];
        }
        return key;
    }
}
