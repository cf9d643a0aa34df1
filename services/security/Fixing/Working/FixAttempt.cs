using Cortex.Contracts.Findings;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying;
using Cortex.Security.Fixing.Verifying.Restored;
using Cortex.Workspaces.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>One change from its edits to its verdict: edit, re-lock, scan again, commit, and where the target is trusted build and test it beside what it was.</summary>
internal sealed class FixAttempt(FixBench bench, Fix wanted, string branch, FixLog log)
{
    private Fix fix = wanted;

    private readonly List<string> commands = [];
    private readonly List<string> verified = [];
    private readonly Dictionary<string, StaysOpen> left = new(StringComparer.Ordinal);

    public async Task<FixOutcome> RunAsync(CancellationToken stop)
    {
        log.Line($"{fix.Text()} for {string.Join(", ", fix.References)}");
        var projects = bench.Tools is null ? [] : Toolchains.Projects(fix.Ecosystem, bench.Folder, [.. fix.Upgrades.Select(u => u.Path).Distinct(StringComparer.Ordinal)]);
        var runnable = projects.Where(project => project.Missing is null).ToList();
        var before = new List<ProjectRun>();
        foreach (var project in runnable)
            before.Add(await bench.BaselineAsync(project, stop));
        foreach (var run in before)
            log.Add($"before: {run.Project.Tool} in '{run.Project.Folder}'", run.Results);

        await bench.ResetAsync(bench.Commit, stop);
        var plan = Plan(stop);
        if (IsBreaking(plan))
        {
            var refusal = $"only a version that may break ({fix.To()}) resolves it, and what asks for {fix.Name} does not allow it";
            if ((fix.Smaller ?? fix.WithoutBreaking()) is not { } rest)
                return FixOutcome.NotMade(FixVerdict.Failed(refusal) with { Open = OpenReasons.BreakingOnly });
            log.Line($"only {rest.Text()}: what asks for the others does not allow a version that resolves them");
            foreach (var finding in fix.Findings.Except(rest.Findings, StringComparer.Ordinal))
                left[finding] = new() { Reason = OpenReasons.BreakingOnly, Detail = refusal };
            fix = rest;
            plan = Plan(stop);
        }
        if (plan.Files.Count == 0 && (runnable.Count == 0 || plan.Notes.All(note => note.Kind != EditNoteKind.LockfileNotRegenerated)))
            return NotMade(NothingToEdit(plan, projects));

        EditedFiles.Write(bench.Folder, plan.Files);
        var relock = await Relock.RunAsync(bench, runnable, plan, fix.Upgrades, stop);
        commands.AddRange(relock.Results.Select(result => result.Command.Text()));
        log.Add("re-locking", relock.Results);
        var after = await bench.Rescan.LookAsync(bench.Folder, stop);
        var effect = FixEffect.Of(fix, bench.Before, after, plan, relock);
        var tip = relock.Files.Count == 0 ? null : await new ChangeCommits(bench.Git).CommitAsync(bench.Folder, bench.Commit, branch, relock.Files, Message(effect), stop);
        if (tip is null)
            return NotMade(relock.Broken is { } broken ? FixVerdict.Failed($"re-locking broke: {Unavailable.Why(broken)}") : NothingChanged(plan, projects));
        log.Line((await bench.GitAsync(stop, "show", "--stat", "--patch", "--no-color", tip)).Text);
        var verdict = await VerifyAsync(tip, projects, before, relock, effect, stop);
        log.Line($"== {verdict.Status}: {verdict.Reason ?? "built and tested"}");
        return new FixOutcome(verdict, tip, relock.Files, effect.Resolved, commands, verified) { Made = fix, Left = left };
    }

    private FixOutcome NotMade(FixVerdict verdict) => FixOutcome.NotMade(verdict) with { Made = fix, Left = left };

    private EditPlan Plan(CancellationToken stop)
    {
        var plan = PackageEditor.Plan(bench.Folder, fix.Upgrades, ct: stop);
        foreach (var note in plan.Notes)
            log.Line($"{note.Path}: {note.Text}");
        foreach (var refused in plan.Refused)
            log.Line($"{refused.Path}:{refused.Line}: refused: {refused.Reason}");
        return plan;
    }

    private bool IsBreaking(EditPlan plan) => fix is { Risk: FixRisk.Major, Direct: false } && plan.Notes.Any(note => note.Kind == EditNoteKind.Override);

    private static FixVerdict NothingChanged(EditPlan plan, IReadOnlyList<ToolProject> projects) =>
        projects.FirstOrDefault(project => project.Missing is not null) is { Missing: { } missing } && plan.Notes.FirstOrDefault(note => note.Kind == EditNoteKind.LockfileNotRegenerated) is { } stale
            ? FixVerdict.Skipped($"only {stale.Path} has to change, and {missing}")
            : FixVerdict.Failed("the edit changed nothing");

    private static FixVerdict NothingToEdit(EditPlan plan, IReadOnlyList<ToolProject> projects)
    {
        if (plan.Notes.FirstOrDefault(note => note.Kind == EditNoteKind.LockfileNotRegenerated) is { } stale)
            return FixVerdict.Skipped($"only {stale.Path} has to change, and {projects.FirstOrDefault(p => p.Missing is not null)?.Missing ?? "nothing of the target may be executed to make it"}");
        return FixVerdict.Failed(plan.Refused is [var refused, ..] ? $"not reachable by an edit: {refused.Path}: {refused.Reason}" : "no file pins the version, so there is nothing to edit") with { Open = OpenReasons.NotEditable };
    }

    private async Task<FixVerdict> VerifyAsync(
        string tip, IReadOnlyList<ToolProject> projects, List<ProjectRun> before, RelockResult relock, FixEffect effect, CancellationToken stop)
    {
        if (relock.Broken is { } broken && !Unavailable.Is(broken))
            return FixVerdict.Failed($"re-locking broke: {broken.Text()}: {broken.FirstError()}");
        if (effect.Failure is { } failure)
            return FixVerdict.Failed(failure);
        if (bench.Tools is null)
            return FixVerdict.NotTrusted(relock.Stale);
        if (relock.Broken is not null)
            return FixVerdict.Skipped($"fix known, not verifiable here: {Unavailable.Why(relock.Broken)}");
        if (projects.Count == 0)
            return FixVerdict.Skipped($"not verifiable here: how to build this {fix.Ecosystem} project is not known");
        if (projects.FirstOrDefault(project => project.Missing is not null) is { Missing: { } missing })
            return FixVerdict.Skipped($"not verifiable here: {missing}" + (relock.Stale is { } left ? $"; {left}" : ""));
        if (relock.Stale is { } old)
            return FixVerdict.Skipped(old);

        await bench.ResetAsync(tip, stop);
        var pairs = new List<(ProjectRun, ProjectRun)>();
        foreach (var run in before)
        {
            if (run.BrokenRestore is not null)
            {
                pairs.Add((run, run));
                continue;
            }
            var now = await new ProjectRunner(bench.Tools, bench.Limits).RunAsync(run.Project, relock.Restored.Contains(run.Project.Key), stop);
            commands.AddRange(now.Results.Select(result => result.Command.Text()));
            log.Add($"after: {run.Project.Tool} in '{run.Project.Folder}'", now.Results);
            if (now is { Test: { } test, Tests: { } counts })
                verified.Add($"{test.Command.Text()}: {counts.Text()}; before: {run.Tests?.Text() ?? "none"}");
            pairs.Add((run, now));
        }

        var compared = Comparison.Of(pairs);
        var restored = fix.Ecosystem == "nuget" && pairs.TrueForAll(pair => pair.Item2.BrokenRestore is null) ? RestoredVersions.Judge(bench.Folder, projects, fix.Upgrades) : null;
        return FixVerdict.Worse(effect.Note is { } note ? FixVerdict.Worse(FixVerdict.Passed(note), restored ?? FixVerdict.Passed()) : restored, compared);
    }

    private string Message(FixEffect effect)
    {
        var ids = effect.Resolved.Select(finding => finding.Reference!).Concat(fix.References).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"Upgrade {fix.Name} from {fix.From()} to {fix.To()}\n\nResolves {string.Join(", ", ids)}.\n";
    }
}

/// <summary>What an attempt came to.</summary>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Tip">The commit; null when no change was made.</param>
/// <param name="Files">The files it changes.</param>
/// <param name="Resolved">The findings that are gone with it.</param>
/// <param name="Commands">What was run with the change in place.</param>
/// <param name="Verified">What the tests came to.</param>
internal sealed record FixOutcome(
    FixVerdict Verdict, string? Tip, IReadOnlyList<string> Files, IReadOnlyList<Finding> Resolved, IReadOnlyList<string> Commands, IReadOnlyList<string> Verified)
{
    /// <summary>The upgrade that was made, which may be less than what was wanted.</summary>
    public Fix? Made { get; init; }

    /// <summary>Why findings that it was wanted for stay, where that is known apart from the verdict; by their keys.</summary>
    public IReadOnlyDictionary<string, StaysOpen> Left { get; init; } = new Dictionary<string, StaysOpen>(StringComparer.Ordinal);

    public static FixOutcome NotMade(FixVerdict verdict) => new(verdict, null, [], [], [], []);
}
