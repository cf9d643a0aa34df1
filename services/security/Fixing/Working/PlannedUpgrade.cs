using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Deciding;
using Cortex.Workers.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>The upgrade of one package; where it fails because it goes too far, the smaller one that resolves a part.</summary>
internal sealed class PlannedUpgrade(Fix fix, FixInput input) : IPlannedChange
{
    public string Key => fix.Key(input.Identity);

    public string Slug => FixSlug.Of(fix);

    public string Text => fix.Text();

    public IReadOnlyList<string> Findings => fix.Findings;

    public async Task<FixOutcome> MakeAsync(FixBench bench, string branch, FixLog log, CancellationToken stop)
    {
        var outcome = await new FixAttempt(bench, fix, branch, log).RunAsync(stop);
        if (outcome.Verdict.Status != VerificationStatus.Failed || fix.Smaller is not { } smaller || outcome.Made is { } made && made != fix)
            return outcome;
        log.Line($"== {smaller.Text()} instead, which resolves a part");
        var second = await new FixAttempt(bench, smaller, branch, log).RunAsync(stop);
        if (second.Tip is null || second.Verdict.Status == VerificationStatus.Failed)
            return await AgainAsync(bench, outcome, branch, log, stop);
        var why = $"{fix.Name} {fix.To()} resolves it and was rejected: {outcome.Verdict.Reason}";
        var resolved = second.Resolved.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        return second with
        {
            Verdict = second.Verdict with { Reason = $"{(second.Verdict.Reason is { } note ? note + "; " : "")}the step to {fix.To()}, which resolves more, was rejected: {outcome.Verdict.Reason}" },
            Left = fix.Findings.Where(finding => !resolved.Contains(finding)).ToDictionary(finding => finding, _ => new StaysOpen { Reason = OpenReasons.BreakingOnly, Detail = why }, StringComparer.Ordinal),
        };
    }

    public ProposalSubject Describe(FixOutcome outcome, string target, string? branch, IReadOnlyList<Finding> known) =>
        FixDescription.Of(outcome.Made ?? fix, outcome, target, input, branch, known);

    /// <summary>The second attempt has taken the branch; the first is put back, so that the commit that is told of is there.</summary>
    private static async Task<FixOutcome> AgainAsync(FixBench bench, FixOutcome first, string branch, FixLog log, CancellationToken stop)
    {
        log.Line("== that one does not hold either");
        if (first.Tip is { } tip)
            await bench.GitAsync(stop, "update-ref", "refs/heads/" + branch, tip);
        return first;
    }
}
