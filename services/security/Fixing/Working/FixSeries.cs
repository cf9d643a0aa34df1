using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Verifying;
using Cortex.Workers.Changes;
using Cortex.Workers.Work;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Fixing.Working;

/// <summary>
/// The changes of one repository, one after the other: packages that it asks for itself before those that come with others, so that what an
/// upgraded parent brings along is seen and not pinned again. After each the checkpoint and the commits so far are handed in.
/// </summary>
internal sealed class FixSeries(Assignment assignment, IWorkContext context, FixInput input, ChangeCommits commits, string folder)
{
    private const int MostKeptBundle = 4 * 1024 * 1024;

    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    private readonly List<FinishedFix> finished = [];

    public IReadOnlyList<Change> Changes => [.. finished.Select(f => f.Change)];

    /// <summary>For pr-workers, who write about what is proposed.</summary>
    public IReadOnlyList<HandOff> HandOffs => ProposalHandOffs.Of([.. finished.Select(f => f.Subject).Where(subject => subject.Change.Commit is not null)]);

    /// <summary>Takes over what an earlier attempt finished.</summary>
    public async Task TakeUpAsync(Git git, CancellationToken stop)
    {
        foreach (var kept in FixCheckpoint.Read(assignment.Checkpoint).Finished)
        {
            if (kept.Bundle is not null)
            {
                var bundle = Path.Combine(context.Workspace, "taken-up.bundle");
                await File.WriteAllBytesAsync(bundle, kept.Bundle, stop);
                await git.RunAsync(new GitCall("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", bundle, $"+refs/heads/{kept.Change.Branch}:refs/heads/{kept.Change.Branch}") { Folder = folder }, stop);
                File.Delete(bundle);
            }
            finished.Add(kept);
        }
    }

    /// <summary>False when it was stopped before the end.</summary>
    public async Task<bool> RunAsync(FixBench bench, CancellationToken stop)
    {
        var order = input.Fixes.OrderByDescending(fix => fix.Direct).ToList();
        var longest = TimeSpan.Zero;
        foreach (var fix in order.Where(fix => !finished.Exists(f => f.Change.Key == fix.Key(input.Identity))))
        {
            stop.ThrowIfCancellationRequested();
            if (CoveredBy(fix) is not null)
                continue;
            await context.ReportAsync((double)finished.Count / order.Count, $"{assignment.Targets[0].Name}: {fix.Text()}");
            var started = TimeProvider.System.GetTimestamp();
            finished.Add(assignment.Deadline - TimeProvider.System.GetUtcNow() > longest + Reserve
                ? await MakeAsync(bench, fix, stop)
                : new(Describe(fix, FixOutcome.NotMade(FixVerdict.Skipped("its worker's time was over before it was tried; the next run tries it")), bench), null));
            longest = TimeProvider.System.GetElapsedTime(started) is var took && took > longest ? took : longest;
            await HandInAsync(stop);
        }
        return true;
    }

    private async Task<FinishedFix> MakeAsync(FixBench bench, Fix fix, CancellationToken stop)
    {
        var log = new FixLog();
        FixOutcome outcome;
        try
        {
            outcome = await new FixAttempt(bench, fix, Branch(fix), log).RunAsync(stop);
        }
        catch (Exception e) when (e is GitException or IOException or UnauthorizedAccessException)
        {
            log.Line(e.ToString());
            outcome = FixOutcome.NotMade(FixVerdict.Failed($"it could not be made: {e.Message}"));
        }

        await context.SaveArtifactAsync($"{FixSlug.Of(fix)}.log", log.ToStream(), stop);
        var subject = Describe(fix, outcome, bench);
        if (subject.Change.Branch is not { } branch)
            return new(subject, null);
        var bundle = Path.Combine(context.Workspace, "finished.bundle");
        await commits.BundleAsync(folder, bench.Commit, [branch], bundle, stop);
        return new(subject, new FileInfo(bundle).Length <= MostKeptBundle ? await File.ReadAllBytesAsync(bundle, stop) : null);
    }

    /// <summary>The change that has resolved all of the fix's findings by the way; null when none has.</summary>
    private Change? CoveredBy(Fix fix) => finished.Select(f => f.Change)
        .FirstOrDefault(change => change.Commit is not null && change.Verification.Status != VerificationStatus.Failed && fix.Findings.All(finding => change.Findings.Contains(finding, StringComparer.Ordinal)));

    private async Task HandInAsync(CancellationToken stop)
    {
        if (Changes.Select(change => change.Branch).OfType<string>().ToList() is { Count: > 0 } branches)
        {
            var bundle = Path.Combine(context.Workspace, "commits.bundle");
            await commits.BundleAsync(folder, assignment.Targets[0].Commit, branches, bundle, stop);
            await context.SaveCommitsAsync(assignment.Targets[0].Name, bundle, stop);
        }
        // A branch that is too large to be kept is made again by the next attempt.
        var kept = finished.Where(f => f.Change.Branch is null || f.Bundle is not null).ToList();
        await context.ReportAsync(null, $"{assignment.Targets[0].Name}: {finished[^1].Change.Package} {finished[^1].Change.Verification.Status}", new FixCheckpoint { Finished = kept }.ToText());
    }

    private string Branch(Fix fix) => ChangeBranch.Name(assignment.OrchestrationId, FixSlug.Of(fix));

    private ProposalSubject Describe(Fix fix, FixOutcome outcome, FixBench bench) =>
        FixDescription.Of(fix, outcome, assignment.Targets[0].Name, input, outcome.Tip is null ? null : Branch(fix), bench.Before.Findings);
}
