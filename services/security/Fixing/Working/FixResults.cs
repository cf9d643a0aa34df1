using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;

namespace Cortex.Security.Fixing.Working;

/// <summary>What the fixes of a run come to: which finding is answered by which change, and how many changes hold.</summary>
internal static class FixResults
{
    public const string Kind = "dependency-upgrade";

    public const string Configuration = "configuration";

    /// <summary>The findings with the key of the change that removes them. A change whose verification failed removes nothing.</summary>
    public static IReadOnlyList<Finding> Answered(IReadOnlyList<Finding> findings, IReadOnlyList<Change> changes)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var change in changes.Where(c => c.Verification.Status != VerificationStatus.Failed && c.Commit is not null).OrderBy(c => c.Verification.Status).ThenBy(c => c.Key, StringComparer.Ordinal))
            foreach (var finding in change.Findings)
                answers.TryAdd(finding, change.Key);
        return [.. findings.Select(finding => answers.TryGetValue(finding.Key, out var key) ? finding with { FixedBy = key } : finding)];
    }

    /// <summary>Changes by key, each once: of the same change the better verified one.</summary>
    public static IReadOnlyList<Change> Changes(IEnumerable<Change> changes) =>
        [.. changes.GroupBy(c => c.Key, StringComparer.Ordinal).Select(same => same.OrderBy(c => c.Verification.Status switch { VerificationStatus.Passed => 0, VerificationStatus.Skipped => 1, _ => 2 }).First()).OrderBy(c => c.Key, StringComparer.Ordinal)];

    /// <summary>Only upgrades that were built and tested count: the outcome is compared with the vulnerabilities that were identified.</summary>
    public static Measure Measured(IReadOnlyList<Change> changes) => new() { Outcome = Outcomes.AutoFixChanges, Value = changes.Count(c => c.Kind == Kind && c.Verification.Status == VerificationStatus.Passed) };

    /// <summary>"upgrades: 12 verified, 3 not verified, 2 rejected; configuration: 4 verified"; null where there are none.</summary>
    public static string? Summary(IReadOnlyList<Change> changes)
    {
        string?[] parts = [Summary("upgrades", changes.Where(c => c.Kind == Kind)), Summary("configuration", changes.Where(c => c.Kind == Configuration))];
        return parts.OfType<string>().ToList() is { Count: > 0 } some ? string.Join("; ", some) : null;
    }

    private static string? Summary(string kind, IEnumerable<Change> changes)
    {
        var upgrades = changes.ToLookup(c => c.Verification.Status);
        var parts = new List<string>();
        void Add(VerificationStatus status, string word)
        {
            if (upgrades[status].Any())
                parts.Add($"{upgrades[status].Count()} {word}");
        }
        Add(VerificationStatus.Passed, "verified");
        Add(VerificationStatus.Skipped, "not verified");
        Add(VerificationStatus.Failed, "rejected");
        return parts.Count == 0 ? null : $"{kind}: {string.Join(", ", parts)}";
    }
}
