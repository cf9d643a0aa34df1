using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Secrets;
using Cortex.Security.Fixing.Verifying;
using Cortex.Workers.Changes;
using Cortex.Workers.Work;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Fixing.Working;

/// <summary>
/// The changes of one repository, one after the other: packages that it asks for itself before those that come with others, so that what an
/// upgraded parent brings along is seen and not pinned again; then its misconfigurations. After each the checkpoint and the commits so far are handed in.
/// </summary>
internal sealed class FixSeries(Assignment assignment, IWorkContext context, FixInput input, ChangeCommits commits, string folder)
{
    private const int MostKeptBundle = 4 * 1024 * 1024;

    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    private readonly List<FinishedFix> finished = [];

    public IReadOnlyList<Change> Changes => [.. finished.Select(f => f.Change)];

    /// <summary>Why findings stay, by their keys.</summary>
    public IReadOnlyDictionary<string, StaysOpen> Open => finished.SelectMany(f => f.Open).DistinctBy(open => open.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

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
        IReadOnlyList<IPlannedChange> order =
            [.. input.Fixes.OrderByDescending(fix => fix.Direct).Select(fix => new PlannedUpgrade(fix, input)), .. input.Configuration.Select(fix => new PlannedConfiguration(fix, input))];
        var longest = TimeSpan.Zero;
        foreach (var planned in order.Where(planned => !finished.Exists(f => f.Change.Key == planned.Key)))
        {
            stop.ThrowIfCancellationRequested();
            if (IsCovered(planned))
                continue;
            await context.ReportAsync((double)finished.Count / order.Count, $"{assignment.Targets[0].Name}: {planned.Text}");
            var started = TimeProvider.System.GetTimestamp();
            finished.Add(assignment.Deadline - TimeProvider.System.GetUtcNow() > longest + Reserve
                ? await MakeAsync(bench, planned, stop)
                : Finished(planned, FixOutcome.NotMade(FixVerdict.NotTried("its worker's time was over before it was tried; the next run tries it")), bench, null));
            longest = TimeProvider.System.GetElapsedTime(started) is var took && took > longest ? took : longest;
            await HandInAsync(stop);
        }
        return true;
    }

    private async Task<FinishedFix> MakeAsync(FixBench bench, IPlannedChange planned, CancellationToken stop)
    {
        var log = new FixLog();
        FixOutcome outcome;
        try
        {
            outcome = await planned.MakeAsync(bench, Branch(planned), log, stop);
        }
        catch (Exception e) when (e is GitException or IOException or UnauthorizedAccessException)
        {
            log.Line(e.ToString());
            outcome = FixOutcome.NotMade(FixVerdict.Failed($"it could not be made: {SecretRedaction.Redact(e.Message)}"));
        }

        await context.SaveArtifactAsync($"{planned.Slug}.log", log.ToStream(), stop);
        if (outcome.Tip is null)
            return Finished(planned, outcome, bench, null);
        var branch = Branch(planned);
        var bundle = Path.Combine(context.Workspace, "finished.bundle");
        await commits.BundleAsync(folder, bench.Commit, [branch], bundle, stop);
        return Finished(planned, outcome, bench, new FileInfo(bundle).Length <= MostKeptBundle ? await File.ReadAllBytesAsync(bundle, stop) : null);
    }

    /// <summary>Whether a change has resolved all of its findings by the way.</summary>
    private bool IsCovered(IPlannedChange planned) => finished.Select(f => f.Change)
        .Any(change => change.Commit is not null && change.Verification.Status != VerificationStatus.Failed && planned.Findings.All(finding => change.Findings.Contains(finding, StringComparer.Ordinal)));

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
        await context.ReportAsync(null, $"{assignment.Targets[0].Name}: {finished[^1].Change.Package ?? finished[^1].Change.Key} {finished[^1].Change.Verification.Status}", new FixCheckpoint { Finished = kept }.ToText());
    }

    private string Branch(IPlannedChange planned) => ChangeBranch.Name(assignment.OrchestrationId, planned.Slug);

    private FinishedFix Finished(IPlannedChange planned, FixOutcome outcome, FixBench bench, byte[]? bundle) =>
        new(planned.Describe(outcome, assignment.Targets[0].Name, outcome.Tip is null ? null : Branch(planned), bench.Before.Findings), bundle) { Open = planned.OpenAfter(outcome) };
}
