using System.Net;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Proposals.Forges;
using Cortex.Workspaces.Tests.Proposals.Hosts;

namespace Cortex.Workspaces.Tests.Proposals;

/// <summary>The three APIs over real HTTP, against stand-ins on a real repository.</summary>
public sealed class ForgeTests : IDisposable
{
    private static readonly string Branch = ChangeBranch.Name(WorkerChanges.Run, "fix");

    private readonly string _root = Directory.CreateTempSubdirectory("cortex-forge-").FullName;
    private readonly Sandbox _sandbox = new();
    private readonly SkippingTime _time = new();

    public void Dispose()
    {
        _sandbox.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData(ForgeKind.GitHub)]
    [InlineData(ForgeKind.GitLab)]
    [InlineData(ForgeKind.Gitea)]
    public async Task A_pull_request_is_opened_found_updated_and_closed(ForgeKind kind)
    {
        await using var host = await StartAsync(kind);
        using var clients = Clients(host);
        var (forge, name) = clients.For(host.RepositoryUrl)!.Value;

        var created = await forge.CreateAsync(Content("First") with { Draft = true, Labels = ["cortex", "security"], Reviewers = ["@mona", "@team/owners"] }, default);

        var pull = Assert.Single(host.Pulls.All);
        Assert.Equal($"{new Uri(host.Url).Authority}/team/shop", name);
        Assert.Equal((1, pull.Number), (created.Number, 1));
        Assert.StartsWith("https://example.org/", created.Url, StringComparison.Ordinal);
        Assert.Empty(created.Notes);
        Assert.True(pull.Draft);
        Assert.Equal(("main", "what it is"), (pull.Base, pull.Body));
        Assert.Equal(["cortex", "security"], pull.Labels.Order(StringComparer.Ordinal));
        Assert.Equal(kind == ForgeKind.GitLab ? ["user 4"] : ["mona", "owners"], pull.Reviewers);

        var open = Assert.Single(await forge.OpenAsync(default));
        Assert.Equal((1, Branch, host.Pulls.Commit(Branch), "what it is"), (open.Number, open.Branch, open.Commit, open.Body));

        await forge.UpdateAsync(1, Content("Second"), default);
        Assert.EndsWith("Second", pull.Title, StringComparison.Ordinal);
        Assert.Single(host.Pulls.All);

        Assert.Equal(PullRequestState.Open, await forge.StateAsync(1, default));
        Assert.Equal(PullRequestState.Open, await forge.CloseAsync(1, "it is gone", default));
        Assert.Equal(("closed", "it is gone"), (pull.State, Assert.Single(pull.Comments)));
        Assert.Equal(PullRequestState.Closed, await forge.CloseAsync(1, "again", default));
        Assert.Single(pull.Comments);
        Assert.Empty(await forge.OpenAsync(default));
        pull.State = "merged";
        Assert.Equal(PullRequestState.Merged, await forge.CloseAsync(1, "again", default));
        Assert.Equal(PullRequestState.Gone, await forge.CloseAsync(99, "again", default));
    }

    [Theory]
    [InlineData(ForgeKind.GitHub, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ForgeKind.GitLab, HttpStatusCode.Conflict)]
    [InlineData(ForgeKind.Gitea, HttpStatusCode.Conflict)]
    public async Task A_second_one_for_the_same_branch_is_refused_in_the_hosts_words(ForgeKind kind, HttpStatusCode status)
    {
        await using var host = await StartAsync(kind);
        using var clients = Clients(host);
        var forge = clients.For(host.RepositoryUrl)!.Value.Forge;
        await forge.CreateAsync(Content("First"), default);

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => forge.CreateAsync(Content("Second"), default));

        Assert.Equal(status, refusal.Status);
        Assert.Contains("already exists for cortex/", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ForgeKind.GitHub)]
    [InlineData(ForgeKind.GitLab)]
    [InlineData(ForgeKind.Gitea)]
    public async Task All_pages_are_read_and_only_Cortexs_own_branches_count(ForgeKind kind)
    {
        await using var host = await StartAsync(kind);
        var bare = new Repository(host.BareFolder);
        for (var i = 0; i < 130; i++)
        {
            var name = i == 7 ? "feature" : ChangeBranch.Name(WorkerChanges.Run, $"c-{i}");
            bare.Run("update-ref", "refs/heads/" + name, "refs/heads/main");
            host.Pulls.Open(name, "main", $"{i}", "body", draft: false);
        }

        using var clients = Clients(host);
        var open = await clients.For(host.RepositoryUrl)!.Value.Forge.OpenAsync(default);

        Assert.Equal(129, open.Select(p => p.Number).Distinct().Count());
    }

    [Theory]
    [InlineData(ForgeKind.GitHub)]
    [InlineData(ForgeKind.GitLab)]
    [InlineData(ForgeKind.Gitea)]
    public async Task A_reviewer_whom_the_host_does_not_take_is_a_remark(ForgeKind kind)
    {
        await using var host = await StartAsync(kind);
        using var clients = Clients(host);

        var created = await clients.For(host.RepositoryUrl)!.Value.Forge.CreateAsync(Content("First") with { Reviewers = ["@stranger"] }, default);

        Assert.Contains("reviewer", Assert.Single(created.Notes), StringComparison.Ordinal);
        Assert.Single(host.Pulls.All);
    }

    [Fact]
    public async Task Where_there_are_no_drafts_the_title_says_it()
    {
        await using var host = await StartAsync(ForgeKind.GitHub);
        host.Pulls.KnowsDrafts = false;
        using var clients = Clients(host);

        var created = await clients.For(host.RepositoryUrl)!.Value.Forge.CreateAsync(Content("First") with { Draft = true }, default);

        Assert.Equal("[unverified] First", Assert.Single(host.Pulls.All).Title);
        Assert.Contains("knows no drafts", Assert.Single(created.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "The token is wrong or has expired")]
    [InlineData(HttpStatusCode.Forbidden, "The account may not do it")]
    [InlineData(HttpStatusCode.NotFound, "The repository is not there")]
    [InlineData(HttpStatusCode.Conflict, "The host does not accept it")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "The host does not accept it")]
    [InlineData(HttpStatusCode.MovedPermanently, "It is elsewhere now")]
    [InlineData(HttpStatusCode.BadGateway, "Try again later")]
    public async Task A_refusal_is_told_once_with_advice_and_without_the_token(HttpStatusCode status, string advice)
    {
        await using var host = await StartAsync(ForgeKind.GitHub);
        host.Next.Enqueue((status, [], """{"message":"no way"}"""));
        using var clients = Clients(host);

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => clients.For(host.RepositoryUrl)!.Value.Forge.CreateAsync(Content("First"), default));

        Assert.Equal(status, refusal.Status);
        Assert.Contains("no way", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ForgeHost.Token, refusal.ToString(), StringComparison.Ordinal);
        Assert.Single(host.Calls);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "Retry-After", "7", 7)]
    [InlineData(HttpStatusCode.TooManyRequests, "Retry-After", "Sun, 01 Mar 2026 12:00:09 GMT", 9)]
    [InlineData(HttpStatusCode.Forbidden, "Retry-After", "30", 30)]
    [InlineData(HttpStatusCode.Forbidden, "X-RateLimit-Reset", "1772366420", 21)]
    [InlineData(HttpStatusCode.TooManyRequests, "RateLimit-Reset", "1772366420", 21)]
    [InlineData(HttpStatusCode.Forbidden, "X-None", "", 60)]
    public async Task A_host_that_asks_for_patience_is_given_it(HttpStatusCode status, string header, string value, int seconds)
    {
        await using var host = await StartAsync(ForgeKind.GitHub);
        host.Next.Enqueue((status, [(header, value), (header.Replace("Reset", "Remaining", StringComparison.Ordinal), header.Contains("Reset", StringComparison.Ordinal) ? "0" : value)], """{"message":"You have exceeded a secondary rate limit."}"""));
        using var clients = Clients(host);

        await clients.For(host.RepositoryUrl)!.Value.Forge.CreateAsync(Content("First"), default);

        Assert.Single(host.Pulls.All);
        Assert.Equal([TimeSpan.FromSeconds(seconds)], _time.Waits);
    }

    [Fact]
    public async Task Patience_has_an_end()
    {
        await using var host = await StartAsync(ForgeKind.GitHub);
        host.Next.Enqueue((HttpStatusCode.TooManyRequests, [("Retry-After", "3600")], ""));
        using var clients = Clients(host);

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => clients.For(host.RepositoryUrl)!.Value.Forge.CreateAsync(Content("First"), default));

        Assert.Contains("asks to wait 3600 seconds; 120 are allowed here", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(host.Pulls.All);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_host_that_is_away_is_an_answer_of_its_own()
    {
        var host = await StartAsync(ForgeKind.Gitea);
        using var clients = Clients(host);
        var url = host.RepositoryUrl;
        await host.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => clients.For(url)!.Value.Forge.CreateAsync(Content("First"), default));

        Assert.Null(refusal.Status);
        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>down</html>")]
    [InlineData("{}")]
    public async Task An_answer_that_is_no_list_is_a_refusal_and_no_crash(string body)
    {
        await using var host = await StartAsync(ForgeKind.GitLab);
        host.Next.Enqueue((HttpStatusCode.OK, [], body));
        using var clients = Clients(host);

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => clients.For(host.RepositoryUrl)!.Value.Forge.OpenAsync(default));

        Assert.Contains("Check the 'api' address", refusal.Message, StringComparison.Ordinal);
    }

    private static PullRequestContent Content(string title) => new() { Branch = Branch, Into = "main", Title = title, Body = "what it is" };

    private async Task<ForgeHost> StartAsync(ForgeKind kind)
    {
        var host = await ForgeHost.StartAsync(kind, _root);
        host.Publish(_sandbox.Repository("shop", ("a.txt", "a")));
        new Repository(host.BareFolder).Run("update-ref", "refs/heads/" + Branch, "refs/heads/main");
        return host;
    }

    private ForgeClients Clients(ForgeHost host) => new(new ForgeAccounts([host.Setting()]), _time);
}
