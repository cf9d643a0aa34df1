using System.Text.RegularExpressions;

namespace Cortex.Workspaces.Targets;

/// <summary>How a target was written: a path, a URL, or neither.</summary>
public abstract partial record TargetInput
{
    private TargetInput()
    {
    }

    public static TargetInput Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Refused("A target is empty. Name a repository's folder or URL.");
        if (text.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
            return new Refused("It contains control characters.");
        if (text.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            return Uri.TryCreate(text, UriKind.Absolute, out var file) && file.Host is "" or "localhost"
                ? new Folder(file.LocalPath)
                : new Refused("A file URL names a path of this machine: file:///path/to/repository.");
        if (text.Contains("://", StringComparison.Ordinal))
            return ParseUrl(text);
        if (TransportHelper().IsMatch(text))
            return new Refused("git's transport helpers (ext:: and the like) run commands and are not used. Use a path, https:// or ssh://.");
        if (!Directory.Exists(text) && ScpLike().Match(text) is { Success: true } scp)
            return scp.Groups["host"].Value.StartsWith('-') || text.StartsWith('-') ? new Refused("A host does not start with a dash.") : new Remote(text);
        return new Folder(text);
    }

    private static TargetInput ParseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            return new Refused("It is not a URL that can be read.");
        if (url.Scheme is not ("https" or "http" or "ssh"))
            return new Refused($"'{url.Scheme}://' is not fetched from. Use https://, ssh:// or file://.");
        if (url.Host.Length == 0 || url.Host.StartsWith('-') || url.UserInfo.StartsWith('-'))
            return new Refused("Its host or user cannot be one.");
        if (url.UserInfo.Contains(':', StringComparison.Ordinal) || (url.Scheme != "ssh" && url.UserInfo.Length > 0))
            return new Refused("It carries credentials, which would be recorded with the run. Leave them out; use ssh, or a clone on this machine.");
        return new Remote(text);
    }

    [GeneratedRegex("^[A-Za-z0-9+.-]+::", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TransportHelper();

    [GeneratedRegex("^([^@/:]+@)?(?<host>[^@/:]{2,}):(?!/?/)[^:]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScpLike();

    /// <summary>A path of this machine.</summary>
    public sealed record Folder(string Path) : TargetInput;

    /// <summary>Something git fetches over a network.</summary>
    public sealed record Remote(string Url) : TargetInput;

    /// <summary>Not to be used, and why.</summary>
    public sealed record Refused(string Reason) : TargetInput;
}
