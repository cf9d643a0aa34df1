using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Configuration;
using Cortex.Workers.Masters;

namespace Cortex.Security.Fixing.Working;

/// <summary>Why vulnerabilities and misconfigurations stay.</summary>
internal static class OpenFindings
{
    private static readonly StaysOpen Decision = new() { Reason = OpenReasons.NeedsDecision, Detail = "what is right depends on what it is for" };
    private static readonly StaysOpen DryRun = new() { Reason = OpenReasons.NotTried, Detail = "a fix is known; a dry run makes no change" };
    private static readonly StaysOpen Nobody = new() { Reason = OpenReasons.NotTried, Detail = "a fix is known; no fix-worker of this run came to it" };
    private static readonly StaysOpen Capped = new() { Reason = OpenReasons.CapReached, Detail = FixAdmission.CapDetail };

    /// <summary>What a scan can say; null where there is something to try.</summary>
    /// <param name="finding">A finding of it.</param>
    /// <param name="stays">Vulnerabilities for which there is nothing to do.</param>
    /// <param name="configuration">What is to be done about misconfigurations.</param>
    /// <param name="dryRun">Whether nothing may be changed.</param>
    public static StaysOpen? Planned(Finding finding, IReadOnlyDictionary<string, StaysOpen> stays, IReadOnlyList<ConfigurationFix> configuration, bool dryRun)
    {
        if (finding.Kind == FindingKinds.Misconfiguration && !configuration.Any(fix => fix.Places.Any(place => place.Finding == finding.Key)))
            return Decision;
        return stays.TryGetValue(finding.Key, out var open) ? open : IsJudged(finding) && dryRun ? DryRun : null;
    }

    /// <summary>What a run can say once all is handed in. A verified change leaves nothing open.</summary>
    /// <param name="findings">With the changes that answer them.</param>
    /// <param name="changes">Each once.</param>
    /// <param name="outcomes">Of all workers.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings, IReadOnlyList<Change> changes, IReadOnlyList<WorkerOutcome> outcomes)
    {
        var verified = changes.Where(change => change.Verification.Status == VerificationStatus.Passed).Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        var told = new Dictionary<string, StaysOpen>(StringComparer.Ordinal);
        foreach (var outcome in outcomes.Where(outcome => outcome.Spec.Type == FixWorker.WorkerType))
        {
            foreach (var (finding, open) in outcome.Result.Open)
                told.TryAdd(finding, open);
            if (FixInput.Read(outcome.Spec.Input) is not { } input)
                continue;
            foreach (var open in input.Open)
                told.TryAdd(open.Finding, new() { Reason = open.Code, Detail = open.Reason });
            foreach (var finding in input.LeftToNextRun)
                told.TryAdd(finding, Capped);
        }

        return [.. findings.Select(finding => finding.FixedBy is { } change && verified.Contains(change) ? finding with { Open = null }
            : finding with { Open = told.GetValueOrDefault(finding.Key) ?? finding.Open ?? (IsJudged(finding) ? Nobody : null) })];
    }

    private static bool IsJudged(Finding finding) => finding.Kind is FindingKinds.Vulnerability or FindingKinds.Misconfiguration;
}
