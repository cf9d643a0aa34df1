using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Changes;

/// <summary>
/// Brings the changes of a master's workers into their targets, when the run's work is over and before the master judges it. Every step is
/// recorded by change and may be done again: after a crash or a redelivery the same branches, patches and proposals come out.
/// </summary>
public sealed class ChangeLanding(Store store, ArtifactFiles artifacts, CommitBundles bundles, Git git, Mirror mirrors, ChangeProposing proposing, TimeProvider time, IOptions<ProposalOptions> options)
{
    /// <summary>The outcomes, their changes with branch, commit and proposal as they are now.</summary>
    public async Task<IReadOnlyList<WorkerOutcome>> LandAsync(Guid run, string master, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop)
    {
        var attempts = store.Read(s => s.AttemptsOf(run, master));
        var order = LandingOrder.Of(outcomes, attempts);
        var texts = outcomes.SelectMany(o => o.Result.Proposals).GroupBy(t => (t.Target, t.Change)).ToDictionary(g => g.Key, g => g.Last());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.MostSeconds), time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var session = new ProposingSession(run, master, texts, over.Token);
        var landed = new Dictionary<(string Target, string Key), LandedChange>();
        foreach (var changes in order.GroupBy(l => l.Change.Target, StringComparer.Ordinal))
            foreach (var change in await LandTargetAsync(session, [.. changes], stop))
                landed[(change.Change.Target, change.Change.Key)] = change;
        await proposing.CloseGoneAsync(session, TargetsSeen(outcomes, attempts), order, outcomes, stop);

        // Of the same change handed in twice the first is it; the other is left out.
        var told = new HashSet<(string, string)>();
        return
        [
            .. outcomes.Select(o => o with
            {
                Result = o.Result with { Changes = [.. o.Result.Changes.Where(c => told.Add((c.Target, c.Key))).Select(c => landed[(c.Target, c.Key)].Change)] },
            }),
        ];
    }

    private async Task<IReadOnlyList<LandedChange>> LandTargetAsync(ProposingSession session, IReadOnlyList<LandingChange> changes, CancellationToken stop)
    {
        var known = changes.Select(l => store.Read(s => LandedChanges.Find(s, session.Run, session.Master, l.Change.Target, l.Change.Key))).ToList();
        if (known.TrueForAll(k => k is { Settled: true }))
            return [.. known.Select(k => k!)];
        var landed = new List<LandedChange>();
        var received = await ReceiveAsync(session.Run, changes, stop);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        ChangeSeries? series = null;
        foreach (var (landing, earlier) in changes.Zip(known))
        {
            try
            {
                landed.Add(await LandAsync(landing, earlier));
            }
            catch (Exception e) when (e is GitException or IOException or UnauthorizedAccessException)
            {
                // One change that git or the disk refuses does not take the others with it.
                landed.Add(await proposing.LeaveAsync(session, landing, $"it could not be brought into the target: {e.Message}"));
            }
        }

        return landed;

        async Task<LandedChange> LandAsync(LandingChange landing, LandedChange? earlier)
        {
            var problem = LandingOrder.Refusal(landing, session.Run)
                ?? (taken.Add(landing.Change.Branch!) ? null : $"its worker gave the branch '{landing.Change.Branch}' to another change too");
            var branch = problem is null ? received.GetValueOrDefault((landing.Attempt, landing.Change.Branch!)) : null;
            if (branch?.Tip is not { } tip)
                return earlier is { Settled: true } ? earlier : await proposing.LeaveAsync(session, landing, problem ?? branch?.Problem ?? "its worker handed in no commit for it");
            if (landing.Change.Verification.Status == VerificationStatus.Failed)
                return earlier is { Settled: true } ? earlier : await proposing.KeepAsync(session, landing, tip, stop);
            series ??= new ChangeSeries(git, mirrors, landing.Target!);
            var placed = await series.PlaceAsync(landing.Change.Branch!, tip, stop);
            var isOverCap = landed.Count(l => l.Branch is not null) >= options.Value.MostPerRepositoryAndRun;
            return earlier is { Settled: true } ? earlier : await proposing.ProposeAsync(session, landing, placed, isOverCap, stop);
        }
    }

    /// <summary>Each bundle once; one that is damaged is the problem of its own changes.</summary>
    private async Task<Dictionary<(AttemptKey, string), ReceivedBranch>> ReceiveAsync(Guid run, IReadOnlyList<LandingChange> changes, CancellationToken stop)
    {
        var received = new Dictionary<(AttemptKey, string), ReceivedBranch>();
        foreach (var handedIn in changes.Where(l => LandingOrder.Refusal(l, run) is null).GroupBy(l => l.Attempt))
        {
            var target = handedIn.First().Target!;
            var branches = handedIn.Select(l => l.Change.Branch!).Distinct(StringComparer.Ordinal).ToList();
            var sha = store.Read(s => s.Find(handedIn.Key) is { } row ? WorkerResults.CommitsOf(s, handedIn.Key, row.Command.Targets.ToList().FindIndex(t => t.Name == target.Name)) : null);
            if (sha is null)
                continue;
            try
            {
                foreach (var branch in await bundles.ReceiveAsync(target, artifacts.PathOf(sha), branches, stop))
                    received[(handedIn.Key, branch.Branch)] = branch;
            }
            catch (GitException e)
            {
                foreach (var branch in branches)
                    received[(handedIn.Key, branch)] = new ReceivedBranch(branch, null, $"the commits that its worker handed in cannot be read: {e.Message}");
            }
        }

        return received;
    }

    /// <summary>The targets that planned workers looked at to their end: of those, and only those, is known what is gone.</summary>
    private static IReadOnlyList<Target> TargetsSeen(IReadOnlyList<WorkerOutcome> outcomes, IReadOnlyList<AttemptRow> attempts)
    {
        var planned = attempts.Where(a => a.Command.Spec.Hop == 0 && !a.Command.DryRun).GroupBy(a => a.Key.Worker)
            .Select(g => (Worker: g.Key, g.First().Command.Targets)).ToList();
        var complete = outcomes.Where(o => o.Complete).Select(o => o.WorkerId).ToHashSet();
        var unfinished = planned.Where(p => !complete.Contains(p.Worker)).SelectMany(p => p.Targets).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return [.. planned.Where(p => complete.Contains(p.Worker)).SelectMany(p => p.Targets).DistinctBy(t => t.Name, StringComparer.Ordinal).Where(t => !unfinished.Contains(t.Name))];
    }
}
