using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Deciding;
using Cortex.Workers.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>A fix and what came of it, as a change and as what a reviewer wants to know.</summary>
internal static class FixDescription
{
    private const int MostOpen = 40;

    /// <param name="fix">What was to be done.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="target">The repository as the user gave it.</param>
    /// <param name="input">The worker's, for what stays open.</param>
    /// <param name="branch">Null where there is no commit.</param>
    /// <param name="known">The repository's findings.</param>
    public static ProposalSubject Of(Fix fix, FixOutcome outcome, string target, FixInput input, string? branch, IReadOnlyList<Finding> known)
    {
        var holds = outcome.Tip is not null && outcome.Verdict.Status != VerificationStatus.Failed;
        var answered = holds ? outcome.Resolved.Select(finding => finding.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() : [.. fix.Findings];
        var findings = known.Where(finding => answered.Contains(finding.Key, StringComparer.Ordinal)).ToList();
        return new()
        {
            Change = new()
            {
                Key = fix.Key(input.Identity),
                Master = ServiceNames.Security,
                Kind = FixResults.Kind,
                Target = target,
                Branch = branch,
                Commit = outcome.Tip,
                Files = outcome.Files,
                Findings = answered,
                Package = fix.Package(),
                From = fix.From(),
                To = fix.To(),
                Verification = new() { Status = outcome.Verdict.Status, Commands = [.. outcome.Commands.Distinct(StringComparer.Ordinal)], Reason = outcome.Verdict.Reason },
                Review = new() { Verdict = "not reviewed" },
                // The master proposes it, once it has the commits.
                Proposal = new() { Kind = "none" },
            },
            Findings = findings,
            Exploitability = findings.Where(finding => finding.Epss is not null).ToDictionary(finding => finding.Key, finding => finding.Epss!.Value, StringComparer.Ordinal),
            LeastBecause = Least(fix),
            Risk = fix.Risk == FixRisk.Major && !fix.Direct ? $"{fix.Name} comes with other packages, which were made for {fix.From()}." : null,
            Verified = outcome.Verified,
            StaysOpen = [.. Left(outcome, known), .. input.Open.Take(MostOpen).Select(open => $"{open.Reference} in {open.Package}: {open.Reason}"), .. StillOpen(fix, known, answered)],
        };
    }

    private static string Least(Fix fix)
    {
        var versions = fix.Upgrades.Select(upgrade => upgrade.To).Distinct(StringComparer.Ordinal).ToList();
        return versions.Count > 1
            ? $"{string.Join(" and ", versions)} are the lowest versions above those in use that every advisory of {fix.Name} calls fixed."
            : $"{versions[0]} is the lowest version above {fix.From()} that resolves {(fix.References.Count == 1 ? fix.References[0] : $"all of {string.Join(", ", fix.References)}")} and that no other advisory of {fix.Name} speaks of.";
    }

    private static IEnumerable<string> Left(FixOutcome outcome, IReadOnlyList<Finding> known) =>
        known.Where(finding => outcome.Left.ContainsKey(finding.Key)).Select(finding => $"{finding.Reference} in {finding.Package}: {outcome.Left[finding.Key].Detail}");

    private static IEnumerable<string> StillOpen(Fix fix, IReadOnlyList<Finding> known, List<string> answered) =>
        known.Where(finding => fix.Findings.Contains(finding.Key, StringComparer.Ordinal) && !answered.Contains(finding.Key, StringComparer.Ordinal))
            .Select(finding => $"{finding.Reference} at {finding.Path}: this place could not be edited");
}
