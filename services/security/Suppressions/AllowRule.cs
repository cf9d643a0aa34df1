using System.IO.Enumeration;
using Cortex.Documents.Files;

namespace Cortex.Security.Suppressions;

/// <summary>A finding, or a group of them, that a repository lives with, and why.</summary>
internal sealed record AllowRule
{
    /// <summary>The rule's id, an advisory's id or alias, or a pattern of such with '*'.</summary>
    public required string Rule { get; init; }

    /// <summary>A file, a folder or a pattern; null is everywhere.</summary>
    public string? Path { get; init; }

    /// <summary>One finding and no other.</summary>
    public string? Fingerprint { get; init; }

    public required string Reason { get; init; }

    /// <summary>Where it stands in the repository's configuration, 1-based.</summary>
    public int Line { get; init; }

    /// <summary>The last day on which it is heeded.</summary>
    public DateOnly? Until { get; init; }

    /// <param name="rules">The ids that the finding has: its rule's, or an advisory's and its aliases.</param>
    /// <param name="path">Its file, if it has one.</param>
    /// <param name="fingerprint">See <see cref="Fingerprints"/>.</param>
    public bool Allows(IEnumerable<string> rules, string? path, string? fingerprint) =>
        (Fingerprint is null || string.Equals(Fingerprint, fingerprint, StringComparison.OrdinalIgnoreCase))
        && (Path is null || (path is not null && IsAt(path)))
        && rules.Any(rule => FileSystemName.MatchesSimpleExpression(Rule, rule, ignoreCase: true));

    private bool IsAt(string path) =>
        FolderPattern.Matches(Path!, path) || SourcePath.Upwards(SourcePath.Folder(path)).Any(folder => folder.Length > 0 && FolderPattern.Matches(Path!, folder));
}
