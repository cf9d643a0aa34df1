using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Workers.Attempts;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Changes;

namespace Cortex.Workers.Changes;

/// <summary>A change on its way into a target. The target is null when the worker named one that it was not given.</summary>
internal sealed record LandingChange(Change Change, Target? Target, AttemptKey Attempt, bool Superseded, bool DryRun);

/// <summary>Pure: which changes land, in which order, and which do not and why.</summary>
internal static class LandingOrder
{
    /// <summary>The most severe first, so that what a cap leaves out is the least; the same change of two workers once.</summary>
    public static IReadOnlyList<LandingChange> Of(IReadOnlyList<WorkerOutcome> outcomes, IReadOnlyList<AttemptRow> attempts)
    {
        var findings = outcomes.SelectMany(o => o.Result.Findings).DistinctBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, StringComparer.Ordinal);
        var newest = attempts.GroupBy(a => a.Key.Worker).ToDictionary(g => g.Key, g => g.MaxBy(a => a.Key.Attempt)!);
        return
        [
            .. outcomes.SelectMany(o => o.Result.Changes.Select(change => Of(o, change, newest[o.WorkerId])))
                .DistinctBy(l => (l.Change.Target, l.Change.Key))
                .Select((landing, position) => (Landing: landing, Position: position, Answers: landing.Change.Findings.Select(findings.GetValueOrDefault).OfType<Finding>().ToList()))
                .OrderByDescending(l => l.Answers.Select(f => (int)f.Severity).DefaultIfEmpty(-1).Max())
                .ThenByDescending(l => l.Answers.Exists(f => f.Exploited == true))
                .ThenByDescending(l => l.Answers.Select(f => f.Score ?? 0).DefaultIfEmpty(0).Max())
                .ThenByDescending(l => l.Answers.Select(f => f.Epss ?? 0).DefaultIfEmpty(0).Max())
                .ThenBy(l => l.Position)
                .Select(l => l.Landing),
        ];
    }

    /// <summary>Why nothing of it is pushed; null when it may be.</summary>
    public static string? Refusal(LandingChange landing, Guid run) => landing switch
    {
        { DryRun: true } => "dry run: no branch is made",
        { Target: null } => $"the worker was not given '{landing.Change.Target}'",
        { Superseded: true } => $"attempt {landing.Attempt.Attempt} of its worker has a successor: what it handed in is not used",
        { Change: { Commit: null, Verification.Status: VerificationStatus.Failed } } => "it could not be made, or did not hold: its verification says why",
        { Change.Branch: null } or { Change.Commit: null } => "its worker handed in no commit for it",
        _ when !ChangeBranch.IsOf(run, landing.Change.Branch) => $"its worker named '{landing.Change.Branch}', which is no branch of this run",
        _ => null,
    };

    private static LandingChange Of(WorkerOutcome outcome, Change change, AttemptRow newest) => new(
        change,
        newest.Command.Targets.FirstOrDefault(t => t.Name == change.Target),
        new AttemptKey(outcome.WorkerId, outcome.Attempt),
        newest.Key.Attempt > outcome.Attempt,
        newest.Command.DryRun);
}
