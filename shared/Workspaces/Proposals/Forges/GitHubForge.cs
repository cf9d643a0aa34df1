using System.Net;
using System.Text.Json;
using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>GitHub's REST API, version 2022-11-28. https://docs.github.com/rest/pulls/pulls</summary>
internal sealed class GitHubForge(ForgeHttp http, string repository) : IForge
{
    private const int Page = 100;
    private const int Most = 2000;

    private readonly string _root = $"repos/{ForgePath.Escaped(repository)}";

    public async Task<IReadOnlyList<OpenPullRequest>> OpenAsync(CancellationToken stop) =>
    [
        .. (await http.ListAsync($"{_root}/pulls?state=open", Page, Most, stop))
            .Where(pull => pull.Text("head", "ref").StartsWith(ChangeBranch.Prefix, StringComparison.Ordinal)
                && string.Equals(pull.Text("head", "repo", "full_name"), pull.Text("base", "repo", "full_name"), StringComparison.OrdinalIgnoreCase))
            .Select(pull => new OpenPullRequest(pull.Number("number"), pull.Text("html_url"), pull.Text("head", "ref"), pull.Text("head", "sha"), pull.Text("body"))),
    ];

    public async Task<PullRequestAnswer> CreateAsync(PullRequestContent content, CancellationToken stop)
    {
        var notes = new List<string>();
        JsonElement pull;
        try
        {
            pull = await OpenPullAsync(content, content.Draft, stop);
        }
        catch (ForgeException e) when (content.Draft && e.Status == HttpStatusCode.UnprocessableEntity && e.Message.Contains("draft", StringComparison.OrdinalIgnoreCase))
        {
            // Private repositories of some plans know no drafts.
            pull = await OpenPullAsync(content with { Title = "[unverified] " + content.Title }, draft: false, stop);
            notes.Add("The host knows no drafts here; the title says that it is not verified.");
        }

        return await DecorateAsync(pull, content, notes, reviewers: true, stop);
    }

    public async Task<PullRequestAnswer> UpdateAsync(long number, PullRequestContent content, CancellationToken stop) =>
        await DecorateAsync(await http.SendAsync(HttpMethod.Patch, $"{_root}/pulls/{number}", new { title = content.Title, body = content.Body }, stop), content, [], reviewers: false, stop);

    public async Task<PullRequestState> StateAsync(long number, CancellationToken stop) =>
        await ForgePath.FindAsync(http, $"{_root}/pulls/{number}", stop) is not { } pull ? PullRequestState.Gone
        : pull.Text("state") == "open" ? PullRequestState.Open
        : pull.Flag("merged") ? PullRequestState.Merged : PullRequestState.Closed;

    public async Task<PullRequestState> CloseAsync(long number, string comment, CancellationToken stop)
    {
        if (await StateAsync(number, stop) is var state and not PullRequestState.Open)
            return state;
        await http.SendAsync(HttpMethod.Post, $"{_root}/issues/{number}/comments", new { body = comment }, stop);
        await http.SendAsync(HttpMethod.Patch, $"{_root}/pulls/{number}", new { state = "closed" }, stop);
        return PullRequestState.Open;
    }

    private Task<JsonElement> OpenPullAsync(PullRequestContent content, bool draft, CancellationToken stop) =>
        http.SendAsync(HttpMethod.Post, $"{_root}/pulls", new { title = content.Title, body = content.Body, head = content.Branch, @base = content.Into, draft, maintainer_can_modify = true }, stop);

    private async Task<PullRequestAnswer> DecorateAsync(JsonElement pull, PullRequestContent content, List<string> notes, bool reviewers, CancellationToken stop)
    {
        var number = pull.Number("number");
        if (content.Labels.Count > 0)
            await ForgePath.TryAsync(notes, "labels", () => http.SendAsync(HttpMethod.Post, $"{_root}/issues/{number}/labels", new { labels = content.Labels }, stop));
        if (reviewers && content.Reviewers.Count > 0)
        {
            var (users, teams) = ForgePath.Split(content.Reviewers);
            await ForgePath.TryAsync(notes, "reviewers", () => http.SendAsync(HttpMethod.Post, $"{_root}/pulls/{number}/requested_reviewers", new { reviewers = users, team_reviewers = teams }, stop));
        }

        return new PullRequestAnswer(number, pull.Text("html_url"), notes);
    }
}
