namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>Pull requests of one repository, in the words of GitHub; GitLab calls them merge requests.</summary>
public interface IForge
{
    /// <summary>The open ones whose branch is one of Cortex's own in this very repository.</summary>
    Task<IReadOnlyList<OpenPullRequest>> OpenAsync(CancellationToken stop);

    /// <summary>Opens one. What the host refuses besides (a label, a reviewer) is a remark and no failure.</summary>
    Task<PullRequestAnswer> CreateAsync(PullRequestContent content, CancellationToken stop);

    Task<PullRequestAnswer> UpdateAsync(long number, PullRequestContent content, CancellationToken stop);

    Task<PullRequestState> StateAsync(long number, CancellationToken stop);

    /// <summary>Comments and closes; nothing when it is closed or merged already.</summary>
    /// <returns>What it was before.</returns>
    Task<PullRequestState> CloseAsync(long number, string comment, CancellationToken stop);
}

public enum PullRequestState { Open, Closed, Merged, Gone }

/// <param name="Commit">The branch's tip, as the host sees it.</param>
public sealed record OpenPullRequest(long Number, string Url, string Branch, string Commit, string Body);

/// <param name="Notes">What the host did not take, for the reader of the proposal.</param>
public sealed record PullRequestAnswer(long Number, string Url, IReadOnlyList<string> Notes);

public sealed record PullRequestContent
{
    public required string Branch { get; init; }

    /// <summary>The branch it is to be merged into.</summary>
    public required string Into { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public bool Draft { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>@user or @organisation/team.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];
}
