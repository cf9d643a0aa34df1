using Cortex.Contracts.Findings;
using Cortex.Workers.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>A change that a fix-worker is to make, on a branch of its own.</summary>
internal interface IPlannedChange
{
    /// <summary>The same in every run.</summary>
    string Key { get; }

    /// <summary>Of its branch and its log.</summary>
    string Slug { get; }

    /// <summary>For progress: "lodash 4.17.20 → 4.18.0".</summary>
    string Text { get; }

    /// <summary>Keys of the findings that it is for.</summary>
    IReadOnlyList<string> Findings { get; }

    Task<FixOutcome> MakeAsync(FixBench bench, string branch, FixLog log, CancellationToken stop);

    /// <param name="outcome">What came of it.</param>
    /// <param name="target">The repository as the user gave it.</param>
    /// <param name="branch">Null where there is no commit.</param>
    /// <param name="known">The repository's vulnerabilities.</param>
    ProposalSubject Describe(FixOutcome outcome, string target, string? branch, IReadOnlyList<Finding> known);
}

internal static class PlannedChanges
{
    /// <summary>Why findings stay when this came of the change: those that it does not resolve, and all when it was not verified.</summary>
    public static IReadOnlyDictionary<string, StaysOpen> OpenAfter(this IPlannedChange change, FixOutcome outcome)
    {
        var resolved = outcome.Resolved.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        var open = new Dictionary<string, StaysOpen>(outcome.Left, StringComparer.Ordinal);
        foreach (var finding in change.Findings)
        {
            if (outcome.Verdict.Open is { } reason)
                open.TryAdd(finding, new() { Reason = reason, Detail = outcome.Verdict.Reason ?? "it was not verified" });
            else if (!resolved.Contains(finding))
                open.TryAdd(finding, new() { Reason = OpenReasons.NotEditable, Detail = "this place could not be edited" });
        }
        return open;
    }
}
