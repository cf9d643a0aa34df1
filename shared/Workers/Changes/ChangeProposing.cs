using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Proposals.Forges;
using Cortex.Workspaces.Proposals.Patches;
using Cortex.Workspaces.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Changes;

/// <summary>
/// What a change that is in the mirror becomes: a branch and a pull request, a branch alone, a patch, or an attempt that is kept. Before
/// anything leaves the mirror it is recorded that it may, so that an undo finds it whatever happens.
/// </summary>
public sealed class ChangeProposing(
    Store store, CommitBundles bundles, ChangePatches patches, ForgeAccounts accounts, ForgeClients forges, TimeProvider time, IOptions<ProposalOptions> options, ILogger<ChangeProposing> log)
{
    /// <summary>Nothing of it is kept but what its worker said; what may have left the mirror before stays known to an undo.</summary>
    internal Task<LandedChange> LeaveAsync(ProposingSession session, LandingChange landing, string reason)
    {
        var earlier = store.Read(s => LandedChanges.Find(s, session.Run, session.Master, landing.Change.Target, landing.Change.Key));
        return PutAsync(new LandedChange
        {
            Run = session.Run,
            Master = session.Master,
            Target = landing.Target ?? new Target { Name = landing.Change.Target, Location = landing.Change.Target, Commit = "" },
            Change = landing.Change with { Branch = earlier?.Branch, Commit = earlier?.Branch is null ? null : earlier.Tip, Proposal = new Proposal { Kind = earlier?.Branch is null ? "none" : "branch", Reason = reason } },
            Branch = earlier?.Branch,
            Tip = earlier?.Tip,
            Files = earlier?.Files ?? [],
            Settled = true,
        });
    }

    /// <summary>A change whose verification failed: a patch among the run's attempts, and nothing in the target.</summary>
    internal async Task<LandedChange> KeepAsync(ProposingSession session, LandingChange landing, string tip, CancellationToken stop)
    {
        var path = await patches.WriteAsync(session.Run, landing.Target!, landing.Change.Branch!, landing.Target!.Commit, tip, ChangePatches.Attempts, stop);
        return await PutAsync(Begin(session, landing, tip) with
        {
            Change = landing.Change with { Branch = null, Commit = tip, Proposal = new Proposal { Kind = "none", Path = path, Reason = "its verification failed: it is kept as an attempt and not proposed" } },
            Files = [path],
            Settled = true,
        });
    }

    internal async Task<LandedChange> ProposeAsync(ProposingSession session, LandingChange landing, PlacedChange placed, bool isOverCap, CancellationToken stop)
    {
        var (target, text) = (landing.Target!, session.Texts.GetValueOrDefault((landing.Change.Target, landing.Change.Key)));
        var series = SeriesText.Of(placed);
        var landed = Begin(session, landing, placed.Tip) with { Change = landing.Change with { Commit = placed.Tip, Files = placed.Changed } };
        if (text is not null)
            landed = landed with { Files = [await patches.WriteTextAsync(session.Run, target, placed.Branch, $"# {text.Title}\n\n{PullRequestText.Body(text.Body, series)}", stop)] };
        if (isOverCap)
            return await PatchAsync(landed, placed, $"{options.Value.MostPerRepositoryAndRun} changes of this run are in the target and no more are wanted (Proposals:MostPerRepositoryAndRun)", stop);
        if (PushRefusal.Beforehand(target, accounts) is { } refusal)
            return await PatchAsync(landed, placed, refusal, stop);

        var (desk, open, deskProblem) = await DeskAsync(session, landing, stop);
        if (open is { Pull: { } theirs } && theirs.Commit != open.Value.Marker.Commit && theirs.Commit != placed.Tip)
            return await PutAsync(landed with
            {
                Change = landed.Change with { Branch = theirs.Branch, Commit = theirs.Commit, Proposal = new Proposal { Kind = "pull-request", Url = theirs.Url, Reason = "somebody has pushed to its branch since: it is left as it is" } },
                Settled = true,
            });
        if (desk is not null && open is null && await RejectedAsync(session, desk, landing, stop) is { } rejected)
            return await PatchAsync(landed, placed, $"somebody has closed its pull request {rejected} without merging it: it is not proposed again", stop);
        var branch = open?.Pull.Branch ?? placed.Branch;
        landed = await PutAsync(landed with { Branch = branch, Change = landed.Change with { Branch = branch } });
        try
        {
            await bundles.PushAsync(target, placed.Branch, new PushedOnto(branch, branch == placed.Branch ? null : open!.Value.Pull.Commit), Path.IsPathRooted(target.Location) ? stop : session.Over);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return await PatchAsync(landed, placed, TimeOver, stop);
        }
        catch (GitException e)
        {
            log.LogWarning("{Branch} was not pushed into {Target}: {Reason}", branch, target.Name, e.Message);
            return await PatchAsync(landed with { Branch = null }, placed, PushRefusal.Of(e), stop);
        }

        var answer = desk is null ? new DeskAnswer(null, null, deskProblem)
            : text is null ? new DeskAnswer(open?.Pull.Number, open?.Pull.Url, "no pr-worker wrote a text for it")
            : target.Branch is not { } into ? new DeskAnswer(null, null, "the target's HEAD is on no branch that it could be merged into")
            : await AskAsync(() => desk.ProposeAsync(PullRequestText.Of(text, landing.Change, branch, into, series, placed.Tip), open?.Pull, session.Over), stop);
        return await PutAsync(landed with
        {
            Number = answer.Number,
            Change = landed.Change with
            {
                Proposal = new Proposal
                {
                    Kind = answer.Url is null ? "branch" : "pull-request",
                    Url = answer.Url,
                    Path = landed.Files is [var written, ..] ? written : null,
                    Reason = Joined(series, answer.Reason),
                },
            },
            Settled = true,
        });
    }

    /// <summary>Closes the proposals of earlier runs that answer nothing any more. What cannot be asked is left to the next run.</summary>
    internal async Task CloseGoneAsync(ProposingSession session, IReadOnlyList<Target> seen, IReadOnlyList<LandingChange> order, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop)
    {
        var findings = outcomes.SelectMany(o => o.Result.Findings).ToList();
        var passedOver = outcomes.SelectMany(o => o.Result.Suppressed).Select(s => s.Finding.Key).ToList();
        foreach (var target in seen.Where(t => !findings.Exists(f => f.Target == t.Name && f.Kind == FindingKinds.UnreadableInput)))
        {
            if (Desk(session, target) is not { } desk)
                continue;
            var changes = order.Where(l => l.Change.Target == target.Name).Select(l => l.Change.Key).ToHashSet(StringComparer.Ordinal);
            var found = findings.Where(f => f.Target == target.Name).Select(f => f.Key).Concat(passedOver).ToHashSet(StringComparer.Ordinal);
            try
            {
                foreach (var (pull, marker) in await desk.GoneAsync(changes, found, session.Over))
                {
                    await desk.CloseAsync(pull, $"Cortex looked again and what this answers is gone, as of {target.Commit[..12]}. It is closed for that reason; run {session.Run:D}.", session.Over);
                    if (pull.Commit == marker.Commit)
                        await bundles.DeleteAsync(target, pull.Branch, session.Over);
                }
            }
            catch (Exception e) when (e is ForgeException or GitException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                log.LogWarning("Proposals of {Target} that may be out of date were not closed: {Reason}", target.Name, e.Message);
            }
        }
    }

    private TargetDesk? Desk(ProposingSession session, Target target)
    {
        if (session.Desks.TryGetValue(target.Location, out var known))
            return known;
        var desk = options.Value.Enabled && forges.For(target.Location) is var (forge, repository) ? new TargetDesk(forge, repository, session.Master, options.Value, store, time) : null;
        return session.Desks[target.Location] = desk;
    }

    private async Task<(TargetDesk? Desk, (OpenPullRequest Pull, ProposalMarker Marker)? Open, string? Problem)> DeskAsync(ProposingSession session, LandingChange landing, CancellationToken stop)
    {
        if (Desk(session, landing.Target!) is not { } desk)
            return (null, null, !options.Value.Enabled && forges.For(landing.Target!.Location) is not null ? "proposals are switched off (Proposals:Enabled)" : null);
        try
        {
            var open = (await desk.OpenAsync(session.Over)).Where(p => p.Marker.Change == landing.Change.Key).ToList();
            return (desk, open.Count == 0 ? null : open[0], null);
        }
        catch (ForgeException e)
        {
            return (null, null, e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, null, TimeOver);
        }
    }

    /// <summary>The address of the same change's last pull request when somebody decided against it. Another version is another question.</summary>
    private async Task<string?> RejectedAsync(ProposingSession session, TargetDesk desk, LandingChange landing, CancellationToken stop)
    {
        var earlier = store.Read(s => LandedChanges.LastProposed(s, session.Master, landing.Change.Target, landing.Change.Key));
        try
        {
            return earlier is not null && earlier.Change.To == landing.Change.To && await desk.IsRejectedAsync(earlier, session.Over) ? earlier.Change.Proposal.Url : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<DeskAnswer> AskAsync(Func<Task<DeskAnswer>> ask, CancellationToken stop)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new DeskAnswer(null, null, TimeOver);
        }
    }

    private const string TimeOver = "the time for proposals was over (Proposals:MostSeconds); the next run proposes it";

    private async Task<LandedChange> PatchAsync(LandedChange landed, PlacedChange placed, string reason, CancellationToken stop)
    {
        // A rebased change comes as the commits on top of the earlier one's; git am takes the two in their order.
        var path = await patches.WriteAsync(landed.Run, landed.Target, placed.Branch, placed.RebasedOn is null ? landed.Target.Commit : placed.Tip + "^", placed.Tip, ChangePatches.Patches, stop);
        return await PutAsync(landed with
        {
            Tip = placed.Tip,
            Change = landed.Change with { Branch = null, Proposal = new Proposal { Kind = "patch", Path = path, Reason = Joined(SeriesText.Of(placed), reason) } },
            Files = [.. landed.Files, path],
            Settled = true,
        });
    }

    private static LandedChange Begin(ProposingSession session, LandingChange landing, string tip) =>
        new() { Run = session.Run, Master = session.Master, Target = landing.Target!, Change = landing.Change, Tip = tip };

    private async Task<LandedChange> PutAsync(LandedChange landed)
    {
        await store.WriteAsync(transaction => LandedChanges.Put(transaction, landed));
        return landed;
    }

    private static string? Joined(string? first, string? second) => first is null ? second : second is null ? first : $"{first} {second}";
}
