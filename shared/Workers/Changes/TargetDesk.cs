using Cortex.Contracts.Findings;
using Cortex.Messaging.Stores;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Forges;

namespace Cortex.Workers.Changes;

/// <summary>What became of a proposal at the host: its number and address, or why there is none.</summary>
internal sealed record DeskAnswer(long? Number, string? Url, string? Reason);

/// <summary>The pull requests of one repository during one aggregation. What Cortex opened before is found by its marker and updated.</summary>
internal sealed class TargetDesk(IForge forge, string repository, string master, ProposalOptions options, Store store, TimeProvider time)
{
    private IReadOnlyList<(OpenPullRequest Pull, ProposalMarker Marker)>? _open;
    private ForgeException? _failure;

    /// <summary>Cortex's open pull requests for this master.</summary>
    /// <exception cref="ForgeException">The host does not tell; asked once and remembered.</exception>
    public async Task<IReadOnlyList<(OpenPullRequest Pull, ProposalMarker Marker)>> OpenAsync(CancellationToken stop)
    {
        if (_failure is not null)
            throw _failure;
        try
        {
            return _open ??=
            [
                .. (await forge.OpenAsync(stop)).Select(pull => (Pull: pull, Marker: ProposalMarker.Read(pull.Body)))
                    .Where(p => p.Marker is not null && p.Marker.Master == master).Select(p => (p.Pull, p.Marker!)).OrderBy(p => p.Pull.Number),
            ];
        }
        catch (ForgeException e)
        {
            _failure = e;
            throw;
        }
    }

    /// <summary>Opens the pull request, or brings <paramref name="open"/> up to date.</summary>
    public async Task<DeskAnswer> ProposeAsync(PullRequestContent content, OpenPullRequest? open, CancellationToken stop)
    {
        try
        {
            if (open is not null)
            {
                var updated = await forge.UpdateAsync(open.Number, content, stop);
                await CountAsync(open.Url);
                return new DeskAnswer(open.Number, open.Url, Notes(updated));
            }

            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (store.Read(s => LandedChanges.OpenedOn(s, repository, today)) is var opened && opened >= options.MostPerRepositoryAndDay)
                return new DeskAnswer(null, null, $"{opened} pull requests were opened in {repository} today and no more are wanted (Proposals:MostPerRepositoryAndDay)");
            var created = await forge.CreateAsync(content, stop);
            await CountAsync(created.Url);
            return new DeskAnswer(created.Number, created.Url, Notes(created));
        }
        catch (ForgeException e)
        {
            return new DeskAnswer(open?.Number, open?.Url, e.Message);
        }
    }

    /// <summary>The open ones that answer only findings that are not there any more.</summary>
    public async Task<IReadOnlyList<(OpenPullRequest Pull, ProposalMarker Marker)>> GoneAsync(IReadOnlySet<string> changes, IReadOnlySet<string> findings, CancellationToken stop) =>
        [.. (await OpenAsync(stop)).Where(p => p.Marker.Findings.Count > 0 && !changes.Contains(p.Marker.Change) && !p.Marker.Findings.Any(findings.Contains))];

    /// <summary>Remembers that it is Cortex who closes it before it does.</summary>
    public async Task CloseAsync(OpenPullRequest pull, string comment, CancellationToken stop)
    {
        await store.WriteAsync(transaction => LandedChanges.Close(transaction, pull.Url));
        await forge.CloseAsync(pull.Number, comment, stop);
    }

    /// <summary>Somebody has closed the pull request without merging it.</summary>
    public async Task<bool> IsRejectedAsync(LandedChange earlier, CancellationToken stop)
    {
        try
        {
            return earlier is { Closed: false, Number: { } number } && await forge.StateAsync(number, stop) == PullRequestState.Closed;
        }
        catch (ForgeException)
        {
            return false;
        }
    }

    /// <summary>A pull request that this run opened just before a crash is found as an open one and counts as well; that of an earlier run has been counted.</summary>
    private Task CountAsync(string url) => store.WriteAsync(transaction => LandedChanges.Opened(transaction, url, repository));

    private static string? Notes(PullRequestAnswer answer) => answer.Notes.Count == 0 ? null : string.Join(' ', answer.Notes);
}
