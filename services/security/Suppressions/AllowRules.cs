using System.Globalization;
using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Documents.Yaml;

namespace Cortex.Security.Suppressions;

/// <summary>The list 'allow' in a repository's .cortex/config.yaml: rule, path or fingerprint, reason, and the day until which it holds. See docs/security-rules.md.</summary>
internal sealed class AllowRules
{
    public const string Unreadable = "unreadable-allow";
    public const string Expired = "expired-allow";

    private const int MostRules = 500;

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "rule", "path", "fingerprint", "reason", "until" };

    private readonly List<AllowRule> _rules = [];

    private AllowRules()
    {
    }

    public static AllowRules None { get; } = new();

    public IReadOnlyList<AllowRule> All => _rules;

    /// <summary>The first rule that allows a finding; null when none does.</summary>
    public AllowRule? Find(IEnumerable<string> rules, string? path, string? fingerprint) => _rules.Find(rule => rule.Allows(rules, path, fingerprint));

    /// <summary>Nothing where the file or its list is missing; that the file is no YAML is told by whoever reads its ignores.</summary>
    public static AllowRules Read(SourceTree tree, DateOnly today, IReadProblems problems)
    {
        if (tree.Find(IgnoreRules.ConfigPath) is not { } file || tree.Text(file) is not { } text)
            return None;
        try
        {
            return YamlText.Parse(text) is [var config, ..] ? Parse(config, today, problems) : None;
        }
        catch (YamlTextException e)
        {
            problems.Unreadable(IgnoreRules.ConfigPath, e.Line, "unreadable-yaml", e.Message);
            return None;
        }
    }

    public static AllowRules Parse(YamlValue config, DateOnly today, IReadProblems problems)
    {
        var rules = new AllowRules();
        if (config["allow"] is not { } list)
            return rules;
        if (list is not YamlSequence)
            problems.Unreadable(IgnoreRules.ConfigPath, list.Line, Unreadable, "'allow' is no list; begin each entry with '- rule:'.");
        foreach (var entry in list.Items.Take(MostRules))
            rules.Add(entry, today, problems);
        if (list.Items.Count > MostRules)
            problems.Unreadable(IgnoreRules.ConfigPath, list.Items[MostRules].Line, Unreadable, $"Only the first {MostRules} entries of 'allow' are heeded; use patterns or a baseline.");
        return rules;
    }

    private void Add(YamlValue entry, DateOnly today, IReadProblems problems)
    {
        void Refuse(int line, string why) => problems.Unreadable(IgnoreRules.ConfigPath, line, Unreadable, why + " The entry is not heeded.");

        if (entry.Entries.FirstOrDefault(pair => !Keys.Contains(pair.Key)) is { Key.Length: > 0 } unknown)
        {
            Refuse(unknown.Value.Line, $"'{unknown.Key}' is no part of an entry of 'allow'; it has {string.Join(", ", Keys)}.");
            return;
        }

        var (rule, path, fingerprint, reason) = (Text(entry, "rule"), Text(entry, "path")?.TrimStart('/'), Text(entry, "fingerprint"), Text(entry, "reason"));
        if (rule is null || reason is null)
        {
            Refuse(entry.Line, "An entry of 'allow' needs a rule and a reason.");
            return;
        }

        if (path is null && fingerprint is null && rule.Trim('*', '/').Length == 0)
        {
            Refuse(entry.Line, "An entry of 'allow' for all rules needs a path or a fingerprint.");
            return;
        }

        DateOnly? until = null;
        if (Text(entry, "until") is { } date)
        {
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
            {
                Refuse(entry["until"]!.Line, $"'{date}' is no date; write 'until' as year-month-day.");
                return;
            }

            if (last < today)
            {
                problems.Unreadable(IgnoreRules.ConfigPath, entry.Line, Expired, $"The entry for '{rule}' held until {date} and is not heeded any more; take it out or decide anew.", Severity.Low);
                return;
            }

            until = last;
        }

        _rules.Add(new AllowRule { Rule = rule, Path = path, Fingerprint = fingerprint, Reason = reason, Line = entry.Line, Until = until });
    }

    private static string? Text(YamlValue entry, string key) => entry[key]?.Text is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
