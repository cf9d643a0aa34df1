using Cortex.Contracts.Api;
using Cortex.Messaging.Stores;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Forges;
using Cortex.Workspaces.Proposals.Patches;
using Cortex.Workspaces.Running;

namespace Cortex.Workers.Changes;

/// <summary>
/// Takes back what a run left outside of the data directory, and its patches: closes its proposals, then deletes its branches. A branch to which
/// somebody has committed, or that is checked out, stays. Doing it again finds everything gone.
/// </summary>
public sealed class ChangeUndo(Store store, CommitBundles bundles, ChangePatches patches, ForgeClients forges)
{
    /// <summary>The run must be over.</summary>
    public async Task<RunUndone> RunAsync(Guid run, bool dryRun, CancellationToken stop)
    {
        var steps = new List<UndoStep>();
        foreach (var landed in store.Read(s => LandedChanges.OfRun(s, run)))
        {
            var isMerged = false;
            if (landed.Change.Proposal.Url is { } url && landed.Number is { } number)
            {
                var step = await StepAsync(landed, "pull-request", url, () => CloseAsync(landed, number, dryRun, stop));
                isMerged = step is { Outcome: UndoOutcome.Kept };
                steps.Add(step);
            }

            if (landed.Branch is { } branch)
                steps.Add(await StepAsync(landed, "branch", branch, () => isMerged ? Task.FromResult((UndoOutcome.Kept, (string?)"its pull request is merged")) : DeleteAsync(landed, branch, dryRun, stop)));
            foreach (var file in landed.Files)
                steps.Add(await StepAsync(landed, "file", file, () => Task.FromResult(
                    (dryRun ? patches.Exists(run, file) : patches.Delete(run, file)) ? (UndoOutcome.Removed, (string?)null) : (UndoOutcome.Gone, null))));
        }

        return new RunUndone { Id = run, DryRun = dryRun, Steps = steps };
    }

    private static async Task<UndoStep> StepAsync(LandedChange landed, string kind, string name, Func<Task<(UndoOutcome Outcome, string? Reason)>> act)
    {
        var (outcome, reason) = (UndoOutcome.Failed, (string?)null);
        try
        {
            (outcome, reason) = await act();
        }
        catch (Exception e) when (e is GitException or ForgeException or IOException or UnauthorizedAccessException)
        {
            reason = e.Message;
        }

        return new UndoStep { Master = landed.Master, Target = landed.Target.Name, Change = landed.Change.Key, Kind = kind, Name = name, Outcome = outcome, Reason = reason };
    }

    private async Task<(UndoOutcome Outcome, string? Reason)> CloseAsync(LandedChange landed, long number, bool dryRun, CancellationToken stop)
    {
        if (forges.For(landed.Target.Location) is not var (forge, _))
            return (UndoOutcome.Failed, "no account is configured for its host any more");
        if (!dryRun)
            await store.WriteAsync(transaction => LandedChanges.Close(transaction, landed.Change.Proposal.Url!));
        var before = dryRun ? await forge.StateAsync(number, stop) : await forge.CloseAsync(number, $"Closed by 'cortex undo {landed.Run:D}'.", stop);
        return before switch
        {
            PullRequestState.Open => (UndoOutcome.Removed, null),
            PullRequestState.Merged => (UndoOutcome.Kept, "it is merged; revert the merge to undo it"),
            _ => (UndoOutcome.Gone, null),
        };
    }

    private async Task<(UndoOutcome Outcome, string? Reason)> DeleteAsync(LandedChange landed, string branch, bool dryRun, CancellationToken stop)
    {
        if (Path.IsPathRooted(landed.Target.Location) && !Directory.Exists(landed.Target.Location))
            return (UndoOutcome.Gone, "the target itself is gone");
        if (await bundles.TipAsync(landed.Target, branch, stop) is not { } tip)
            return (UndoOutcome.Gone, null);
        if (tip != landed.Tip)
            return (UndoOutcome.Kept, "somebody has committed to it since; delete it yourself if it is not wanted");
        if (await bundles.IsCheckedOutAsync(landed.Target, branch, stop))
            return (UndoOutcome.Kept, "it is checked out; switch to another branch and undo again");
        if (!dryRun)
            await bundles.DeleteAsync(landed.Target, branch, stop);
        return (UndoOutcome.Removed, null);
    }
}
