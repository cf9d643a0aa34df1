using Cortex.Contracts.Targets;

namespace Cortex.Workspaces.Targets;

/// <summary>What a repository is called in URNs and in the keys of findings: host/path of its origin, else the name of its folder.</summary>
public static class RepositoryIdentity
{
    private static readonly string[] CaseInsensitiveHosts = ["github.com", "gitlab.com", "bitbucket.org"];

    public static string Of(Target target) => OfUrl(target.Origin) ?? OfUrl(target.Location) ?? OfFolder(target.Location, 1);

    /// <summary>Identities of the targets of one run, by target name; folders of the same name are told apart by the folders above them.</summary>
    public static IReadOnlyDictionary<string, string> OfAll(IReadOnlyList<Target> targets)
    {
        var identities = targets.DistinctBy(t => t.Name, StringComparer.Ordinal).ToDictionary(t => t.Name, Of, StringComparer.Ordinal);
        var clashes = targets
            .Where(t => OfUrl(t.Origin) is null && OfUrl(t.Location) is null)
            .DistinctBy(t => t.Location, StringComparer.Ordinal)
            .GroupBy(Of, StringComparer.Ordinal)
            .Where(group => group.Count() > 1);
        foreach (var clash in clashes)
        {
            var depth = 2;
            while (depth < 64 && clash.Select(t => OfFolder(t.Location, depth)).Distinct(StringComparer.Ordinal).Count() < clash.Count())
                depth++;
            foreach (var target in clash)
                identities[target.Name] = OfFolder(target.Location, depth);
        }

        return identities;
    }

    /// <summary>Null for what is no URL of a remote repository.</summary>
    public static string? OfUrl(string? location)
    {
        if (string.IsNullOrWhiteSpace(location))
            return null;
        if (Uri.TryCreate(location, UriKind.Absolute, out var uri) && location.Contains("://", StringComparison.Ordinal))
            return uri.IsFile || uri.Host.Length == 0 ? null : Join(uri.IsDefaultPort || IsGitPort(uri) ? uri.Host : $"{uri.Host}:{uri.Port}", Uri.UnescapeDataString(uri.AbsolutePath));
        // The short form of ssh: [user@]host:path.
        var colon = location.IndexOf(':', StringComparison.Ordinal);
        var slash = location.IndexOf('/', StringComparison.Ordinal);
        if (colon <= 1 || (slash >= 0 && slash < colon) || location.Contains('\\', StringComparison.Ordinal))
            return null;
        return Join(location[(location.IndexOf('@', StringComparison.Ordinal) is var at && at < colon ? at + 1 : 0)..colon], location[(colon + 1)..]);
    }

    private static bool IsGitPort(Uri uri) => (uri.Scheme, uri.Port) is ("ssh", 22) or ("git", 9418);

    private static string Join(string host, string path)
    {
        host = host.ToLowerInvariant();
        path = WithoutSuffix(path.Trim('/'));
        return CaseInsensitiveHosts.Contains(host, StringComparer.Ordinal) ? $"{host}/{path.ToLowerInvariant()}" : $"{host}/{path}";
    }

    private static string OfFolder(string location, int parts)
    {
        if (location.StartsWith("file://", StringComparison.Ordinal))
            location = Uri.UnescapeDataString(location["file://".Length..]);
        var segments = location.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == 0 ? "root" : WithoutSuffix(string.Join('/', segments.TakeLast(parts)));
    }

    private static string WithoutSuffix(string path) =>
        path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) && path.Length > 4 ? path[..^4].TrimEnd('/') : path;
}
