using System.Text.Json;
using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>GitLab's REST API, version 4. https://docs.gitlab.com/api/merge_requests/</summary>
internal sealed class GitLabForge(ForgeHttp http, string repository) : IForge
{
    private const int Page = 100;
    private const int Most = 2000;

    private readonly string _root = $"projects/{Uri.EscapeDataString(repository)}";

    public async Task<IReadOnlyList<OpenPullRequest>> OpenAsync(CancellationToken stop) =>
    [
        .. (await http.ListAsync($"{_root}/merge_requests?state=opened", Page, Most, stop))
            .Where(merge => merge.Text("source_branch").StartsWith(ChangeBranch.Prefix, StringComparison.Ordinal) && merge.Number("source_project_id") == merge.Number("target_project_id"))
            .Select(merge => new OpenPullRequest(merge.Number("iid"), merge.Text("web_url"), merge.Text("source_branch"), merge.Text("sha"), merge.Text("description"))),
    ];

    public async Task<PullRequestAnswer> CreateAsync(PullRequestContent content, CancellationToken stop)
    {
        var merge = await http.SendAsync(
            HttpMethod.Post,
            $"{_root}/merge_requests",
            new { source_branch = content.Branch, target_branch = content.Into, title = Title(content), description = content.Body, labels = Labels(content), remove_source_branch = true },
            stop);
        var notes = new List<string>();
        if (content.Reviewers.Count > 0)
            await ForgePath.TryAsync(notes, "reviewers", () => AskReviewersAsync(merge.Number("iid"), content.Reviewers, notes, stop));
        return new PullRequestAnswer(merge.Number("iid"), merge.Text("web_url"), notes);
    }

    public async Task<PullRequestAnswer> UpdateAsync(long number, PullRequestContent content, CancellationToken stop)
    {
        var merge = await http.SendAsync(HttpMethod.Put, $"{_root}/merge_requests/{number}", new { title = Title(content), description = content.Body, add_labels = Labels(content) }, stop);
        return new PullRequestAnswer(number, merge.Text("web_url"), []);
    }

    public async Task<PullRequestState> StateAsync(long number, CancellationToken stop) =>
        await ForgePath.FindAsync(http, $"{_root}/merge_requests/{number}", stop) is not { } merge ? PullRequestState.Gone : merge.Text("state") switch
        {
            "opened" => PullRequestState.Open,
            "merged" => PullRequestState.Merged,
            _ => PullRequestState.Closed,
        };

    public async Task<PullRequestState> CloseAsync(long number, string comment, CancellationToken stop)
    {
        if (await StateAsync(number, stop) is var state and not PullRequestState.Open)
            return state;
        await http.SendAsync(HttpMethod.Post, $"{_root}/merge_requests/{number}/notes", new { body = comment }, stop);
        await http.SendAsync(HttpMethod.Put, $"{_root}/merge_requests/{number}", new { state_event = "close" }, stop);
        return PullRequestState.Open;
    }

    private static string Title(PullRequestContent content) => content.Draft ? "Draft: " + content.Title : content.Title;

    private static string Labels(PullRequestContent content) => string.Join(',', content.Labels);

    /// <summary>Reviewers are numbers there; a group cannot be one.</summary>
    private async Task AskReviewersAsync(long number, IReadOnlyList<string> reviewers, List<string> notes, CancellationToken stop)
    {
        var ids = new List<long>();
        foreach (var user in ForgePath.Split(reviewers).Users)
        {
            var found = await http.GetAsync($"users?username={Uri.EscapeDataString(user)}", stop);
            if (found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == 1)
                ids.Add(found[0].Number("id"));
            else
                notes.Add($"The reviewer '{user}' is not known there.");
        }

        if (ids.Count > 0)
            await http.SendAsync(HttpMethod.Put, $"{_root}/merge_requests/{number}", new { reviewer_ids = ids }, stop);
    }
}
