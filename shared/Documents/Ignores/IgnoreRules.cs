using System.Globalization;
using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;

namespace Cortex.Documents.Ignores;

/// <summary>What a repository wants left out of the catalogue: the list "ignore" in its .cortex/config.yaml, each entry with a reason. See docs/operations.md.</summary>
public sealed class IgnoreRules
{
    public const string ConfigPath = ".cortex/config.yaml";

    private const long MaxConfigBytes = 256 * 1024;
    private const int MaxRules = 200;

    private readonly List<string> _patterns = [];

    private IgnoreRules()
    {
    }

    public static IgnoreRules None { get; } = new();

    /// <summary>Whether a rule names the path or a folder above it.</summary>
    public bool Ignores(string path)
    {
        if (_patterns.Count == 0)
            return false;
        return _patterns.Exists(pattern => FolderPattern.Matches(pattern, path)) || SourcePath.Upwards(SourcePath.Folder(path)).Any(folder => folder.Length > 0 && _patterns.Exists(p => FolderPattern.Matches(p, folder)));
    }

    /// <summary>Nothing where there is no such file; a link to one is not followed.</summary>
    public static IgnoreRules Read(string root, IReadOnlySet<string> linkTexts, DateOnly today, IReadProblems problems)
    {
        var (folder, file) = (new DirectoryInfo(Path.Join(root, ".cortex")), new FileInfo(Path.Join(root, ConfigPath)));
        if (!file.Exists || folder.LinkTarget is not null || file.LinkTarget is not null || linkTexts.Contains(ConfigPath) || file.Length is 0 or > MaxConfigBytes)
            return None;
        try
        {
            return Parse(File.ReadAllText(file.FullName), today, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Unreadable(ConfigPath, null, "unreadable-file", "The file could not be opened; check that it may be read.");
            return None;
        }
    }

    internal static IgnoreRules Parse(string text, DateOnly today, IReadProblems problems)
    {
        var rules = new IgnoreRules();
        try
        {
            var entries = YamlText.Parse(text) is [var document, ..] ? document["ignore"]?.Items ?? [] : [];
            foreach (var entry in entries.Take(MaxRules))
                rules.Add(entry, today, problems);
            if (entries.Count > MaxRules)
                problems.Unreadable(ConfigPath, entries[MaxRules].Line, "unreadable-ignore", $"Only the first {MaxRules} entries of 'ignore' are heeded; bring them together with patterns.");
        }
        catch (YamlTextException e)
        {
            problems.Unreadable(ConfigPath, e.Line, "unreadable-yaml", e.Message);
        }

        return rules;
    }

    private void Add(YamlValue entry, DateOnly today, IReadProblems problems)
    {
        var pattern = entry["path"]?.Text?.Trim().TrimStart('/');
        if (string.IsNullOrEmpty(pattern) || string.IsNullOrWhiteSpace(entry["reason"]?.Text))
        {
            problems.Unreadable(ConfigPath, entry.Line, "unreadable-ignore", "An entry of 'ignore' needs a path and a reason; without them it is not heeded. Add what is missing.");
            return;
        }

        if (entry["until"]?.Text is { } until)
        {
            if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
            {
                problems.Unreadable(ConfigPath, entry["until"]!.Line, "unreadable-ignore", $"'{until}' is no date; write 'until' as year-month-day. The entry is not heeded.");
                return;
            }

            if (last < today)
            {
                problems.Unreadable(ConfigPath, entry.Line, "expired-ignore", $"The entry for '{pattern}' held until {until} and is not heeded any more; take it out or decide anew.", Severity.Low);
                return;
            }
        }

        _patterns.Add(pattern);
    }
}
