namespace Cortex.Security.Proposing;

/// <summary>The name people know a package by, from its purl: without type, version, qualifiers and subpath.</summary>
internal static class PackageName
{
    public static string Of(string purl)
    {
        if (!purl.StartsWith("pkg:", StringComparison.Ordinal))
            return purl;
        var name = purl["pkg:".Length..].Split('#')[0].Split('?')[0];
        var at = name.LastIndexOf('@');
        name = (at > 0 ? name[..at] : name).Trim('/');
        var type = name.IndexOf('/', StringComparison.Ordinal);
        return Uri.UnescapeDataString(type < 0 ? name : name[(type + 1)..]);
    }
}
