namespace Cortex.Packages.Npm;

/// <summary>What the right side of a dependency asks for: npm's documentation, configuring npm, package-json#dependencies.</summary>
internal sealed record NpmRequirement
{
    private static readonly string[] LocalPrefixes = ["file:", "link:", "workspace:", "portal:", "/", "~/", "."];
    private static readonly string[] Archives = [".tgz", ".tar.gz", ".tar"];

    public required string Name { get; init; }

    /// <summary>Set when the text is one exact version.</summary>
    public string? Version { get; init; }

    /// <summary>A folder of this machine: part of the repository, not a package.</summary>
    public bool Local { get; init; }

    /// <summary>The registry is asked; false for git, URLs and files.</summary>
    public bool Registry { get; init; }

    public static NpmRequirement Parse(string name, string text)
    {
        text = text.Trim();
        if (text.StartsWith("npm:", StringComparison.OrdinalIgnoreCase))
            return Alias(name, text[4..]);
        var archive = Array.Exists(Archives, end => text.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        if (Array.Exists(LocalPrefixes, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            return new() { Name = name, Local = !archive };
        if (archive || text.Contains('/', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal))
            return new() { Name = name };
        return new() { Name = name, Registry = true, Version = NpmVersion.Exact(text) };
    }

    private static NpmRequirement Alias(string alias, string target)
    {
        var at = target.LastIndexOf('@');
        var name = at > 0 ? target[..at] : target;
        var wanted = at > 0 ? target[(at + 1)..] : "";
        // "npm:1.2.3" keeps the name and only says where it comes from.
        return name.Length > 0 && NpmVersion.Exact(name) is { } version
            ? new() { Name = alias, Registry = true, Version = version }
            : new() { Name = name, Registry = true, Version = NpmVersion.Exact(wanted) };
    }
}
