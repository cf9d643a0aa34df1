using System.Text.Json;
using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>Gitea's and Forgejo's REST API, version 1. https://docs.gitea.com/api/</summary>
internal sealed class GiteaForge(ForgeHttp http, string repository) : IForge
{
    private const int Page = 50;
    private const int Most = 2000;
    private const string LabelColor = "#1d76db";

    private readonly string _root = $"repos/{ForgePath.Escaped(repository)}";

    public async Task<IReadOnlyList<OpenPullRequest>> OpenAsync(CancellationToken stop) =>
    [
        .. (await http.ListAsync($"{_root}/pulls?state=open", Page, Most, stop))
            .Where(pull => pull.Text("head", "ref").StartsWith(ChangeBranch.Prefix, StringComparison.Ordinal) && pull.Number("head", "repo_id") == pull.Number("base", "repo_id"))
            .Select(pull => new OpenPullRequest(pull.Number("number"), pull.Text("html_url"), pull.Text("head", "ref"), pull.Text("head", "sha"), pull.Text("body"))),
    ];

    public async Task<PullRequestAnswer> CreateAsync(PullRequestContent content, CancellationToken stop)
    {
        var pull = await http.SendAsync(HttpMethod.Post, $"{_root}/pulls", new { head = content.Branch, @base = content.Into, title = Title(content), body = content.Body }, stop);
        var notes = new List<string>();
        var number = pull.Number("number");
        if (content.Labels.Count > 0)
            await ForgePath.TryAsync(notes, "labels", () => LabelAsync(number, content.Labels, stop));
        if (content.Reviewers.Count > 0)
        {
            var (users, teams) = ForgePath.Split(content.Reviewers);
            await ForgePath.TryAsync(notes, "reviewers", () => http.SendAsync(HttpMethod.Post, $"{_root}/pulls/{number}/requested_reviewers", new { reviewers = users, team_reviewers = teams }, stop));
        }

        return new PullRequestAnswer(number, pull.Text("html_url"), notes);
    }

    public async Task<PullRequestAnswer> UpdateAsync(long number, PullRequestContent content, CancellationToken stop)
    {
        var pull = await http.SendAsync(HttpMethod.Patch, $"{_root}/pulls/{number}", new { title = Title(content), body = content.Body }, stop);
        return new PullRequestAnswer(number, pull.Text("html_url"), []);
    }

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

    /// <summary>There a draft is a title that begins so.</summary>
    private static string Title(PullRequestContent content) => content.Draft ? "WIP: " + content.Title : content.Title;

    /// <summary>Labels are numbers there, and must exist.</summary>
    private async Task LabelAsync(long number, IReadOnlyList<string> labels, CancellationToken stop)
    {
        var known = (await http.ListAsync($"{_root}/labels", Page, Most, stop)).ToLookup(label => label.Text("name"), label => label.Number("id"), StringComparer.OrdinalIgnoreCase);
        var ids = new List<long>();
        foreach (var label in labels)
            ids.Add(known[label].Any() ? known[label].First() : await MakeLabelAsync(label, stop));
        await http.SendAsync(HttpMethod.Post, $"{_root}/issues/{number}/labels", new { labels = ids }, stop);
    }

    private async Task<long> MakeLabelAsync(string label, CancellationToken stop)
    {
        JsonElement made = await http.SendAsync(HttpMethod.Post, $"{_root}/labels", new { name = label, color = LabelColor }, stop);
        return made.Number("id");
    }
}
