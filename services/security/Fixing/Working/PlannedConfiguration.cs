using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Configuration;
using Cortex.Workers.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>What has one safe answer in one file.</summary>
internal sealed class PlannedConfiguration(ConfigurationFix fix, FixInput input) : IPlannedChange
{
    public string Key => fix.Key(input.Identity);

    public string Slug => fix.Slug();

    public string Text => $"{fix.Path}: {fix.Places.Count} misconfigurations";

    public IReadOnlyList<string> Findings { get; } = [.. fix.Places.Select(place => place.Finding).Distinct(StringComparer.Ordinal)];

    public Task<FixOutcome> MakeAsync(FixBench bench, string branch, FixLog log, CancellationToken stop) =>
        new ConfigurationAttempt(bench, fix, input.Identity, branch, log).RunAsync(stop);

    public ProposalSubject Describe(FixOutcome outcome, string target, string? branch, IReadOnlyList<Finding> known) => new()
    {
        Change = new()
        {
            Key = Key,
            Master = ServiceNames.Security,
            Kind = FixResults.Configuration,
            Target = target,
            Branch = branch,
            Commit = outcome.Tip,
            Files = outcome.Files,
            Findings = outcome.Tip is not null ? [.. outcome.Resolved.Select(finding => finding.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [.. Findings.Order(StringComparer.Ordinal)],
            Verification = new() { Status = outcome.Verdict.Status, Commands = [.. outcome.Commands.Distinct(StringComparer.Ordinal)], Reason = outcome.Verdict.Reason },
            Review = new() { Verdict = "not reviewed" },
            // The master proposes it, once it has the commits.
            Proposal = new() { Kind = "none" },
        },
        Findings = outcome.Resolved,
        LeastBecause = "Only what has exactly one answer that is safe whatever the file is for is changed, and of it only the words that must change.",
        Verified = outcome.Verified,
        StaysOpen = [.. outcome.Left.OrderBy(left => left.Key, StringComparer.Ordinal).Select(left => $"{left.Key}: {left.Value.Detail}")],
    };
}
