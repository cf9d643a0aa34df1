using System.Net;
using Cortex.Contracts.Api;
using Cortex.Messaging;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Tests;
using Cortex.Workspaces.Tests.Proposals.Hosts;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>Changes of a repository at somebody else's host: git and API over real HTTP.</summary>
[Collection(ChangeTests.Collection)]
public sealed class ForgeChangeTests : IDisposable
{
    private static readonly Guid First = DeterministicId.Of("first");
    private static readonly Guid Second = DeterministicId.Of("second");

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ForgeKind.GitHub)]
    [InlineData(ForgeKind.GitLab)]
    [InlineData(ForgeKind.Gitea)]
    public async Task A_pull_request_is_opened_brought_up_to_date_and_closed_when_its_finding_is_gone(ForgeKind kind)
    {
        var source = ChangeTarget.Make(_folder["shop"], "early 3 three", "unproven 25 twenty-five skipped");
        await using var forge = await PublishAsync(kind, source);
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());

        var opened = await host.RunAsync(First, forge.RepositoryUrl);

        var pull = Assert.Single(forge.Pulls.All, p => p.Head == ChangeBranch.Name(First, "early"));
        Assert.Equal(("pull-request", pull.Head), (opened.Of("early").Proposal.Kind, opened.Of("early").Branch));
        Assert.EndsWith($"/{pull.Number}", opened.Of("early").Proposal.Url, StringComparison.Ordinal);
        Assert.Equal(opened.Of("early").Commit, forge.Pulls.Commit(pull.Head));
        Assert.Contains("cortex", pull.Labels);
        Assert.Equal(kind == ForgeKind.GitLab ? "user 4" : "mona", Assert.Single(pull.Reviewers));
        Assert.False(pull.Draft);
        Assert.True(Assert.Single(forge.Pulls.All, p => p.Head.EndsWith("unproven", StringComparison.Ordinal)).Draft);

        // The next run makes the same change anew on another commit: the same pull request has it.
        source.Want("early 3 THREE", "unproven 25 twenty-five skipped");
        source.Run("push", "--quiet", forge.BareFolder, "main");
        var updated = await host.RunAsync(Second, forge.RepositoryUrl);

        Assert.Equal(2, forge.Pulls.All.Count);
        Assert.Equal((pull.Head, opened.Of("early").Proposal.Url), (updated.Of("early").Branch, updated.Of("early").Proposal.Url));
        Assert.Equal(updated.Of("early").Commit, forge.Pulls.Commit(pull.Head));
        Assert.Null(forge.Pulls.Commit(ChangeBranch.Name(Second, "early")));
        Assert.Contains($"{Second:D}", pull.Body, StringComparison.Ordinal);

        source.Want("unproven 25 twenty-five skipped");
        source.Run("push", "--quiet", forge.BareFolder, "main");
        await host.RunAsync(DeterministicId.Of("third"), forge.RepositoryUrl);

        Assert.Equal("closed", pull.State);
        Assert.Contains("what this answers is gone", Assert.Single(pull.Comments), StringComparison.Ordinal);
        Assert.Null(forge.Pulls.Commit(pull.Head));
        Assert.Single(forge.Pulls.All, p => p.State == "open");

        // Cortex closed it, nobody else: when the finding is back it is proposed again.
        source.Want("early 3 three");
        source.Run("push", "--quiet", forge.BareFolder, "main");
        Assert.Equal("pull-request", (await host.RunAsync(DeterministicId.Of("fourth"), forge.RepositoryUrl)).Of("early").Proposal.Kind);
        Assert.Empty(forge.Leaks);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder["data"], "*", SearchOption.AllDirectories), file => Text(file).Contains(ForgeHost.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_undo_closes_the_pull_requests_and_deletes_their_branches()
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "early 3 three", "late 25 twenty-five"));
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());
        await host.RunAsync(First, forge.RepositoryUrl);
        forge.Pulls.All[0].State = "merged";

        var told = await host.UndoAsync(First, dryRun: true);
        Assert.Equal("open", forge.Pulls.All[1].State);
        var done = await host.UndoAsync(First);

        Assert.Equal(told.Steps.Select(s => (s.Name, s.Outcome)), done.Steps.Select(s => (s.Name, s.Outcome)));
        Assert.Equal("closed", forge.Pulls.All[1].State);
        Assert.Null(forge.Pulls.Commit(forge.Pulls.All[1].Head));
        Assert.NotNull(forge.Pulls.Commit(forge.Pulls.All[0].Head));
        Assert.Equal(2, done.Steps.Count(s => s.Outcome == UndoOutcome.Kept));
        Assert.DoesNotContain((await host.UndoAsync(First)).Steps, s => s.Outcome is UndoOutcome.Removed or UndoOutcome.Failed);
    }

    [Fact]
    public async Task What_somebody_has_pushed_to_a_proposal_is_left_alone()
    {
        var source = ChangeTarget.Make(_folder["shop"], "early 3 three");
        await using var forge = await PublishAsync(ForgeKind.Gitea, source);
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());
        await host.RunAsync(First, forge.RepositoryUrl);
        var theirs = source.Commit("Somebody's own commit");
        source.Run("push", "--quiet", "--force", forge.BareFolder, $"HEAD:refs/heads/{ChangeBranch.Name(First, "early")}");

        var change = (await host.RunAsync(Second, forge.RepositoryUrl)).Of("early");

        Assert.Equal("somebody has pushed to its branch since: it is left as it is", change.Proposal.Reason);
        Assert.Equal(theirs, forge.Pulls.Commit(ChangeBranch.Name(First, "early")));
        Assert.Single(forge.Pulls.All);
    }

    [Fact]
    public async Task What_somebody_has_closed_is_not_proposed_again()
    {
        await using var forge = await PublishAsync(ForgeKind.GitLab, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());
        await host.RunAsync(First, forge.RepositoryUrl);
        Assert.Single(forge.Pulls.All).State = "closed";

        var change = (await host.RunAsync(Second, forge.RepositoryUrl)).Of("early");

        Assert.Equal("patch", change.Proposal.Kind);
        Assert.Contains("somebody has closed its pull request https://example.org/", change.Proposal.Reason, StringComparison.Ordinal);
        Assert.Single(forge.Pulls.All);
        Assert.Null(forge.Pulls.Commit(ChangeBranch.Name(Second, "early")));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task What_the_host_refuses_to_open_stays_a_branch_with_the_reason(HttpStatusCode status)
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());
        // The first call lists what is open.
        forge.Next.Enqueue((HttpStatusCode.OK, [], "[]"));
        forge.Next.Enqueue((status, [], """{"message":"not you"}"""));

        var change = (await host.RunAsync(First, forge.RepositoryUrl)).Of("early");

        Assert.Equal(("branch", ChangeBranch.Name(First, "early")), (change.Proposal.Kind, change.Branch));
        Assert.Contains($"with {(int)status}: not you.", change.Proposal.Reason, StringComparison.Ordinal);
        Assert.Equal(change.Commit, forge.Pulls.Commit(change.Branch!));
    }

    [Fact]
    public async Task Without_an_account_there_is_a_patch()
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        await using var host = await ChangeHost.StartAsync(_folder["data"]);

        var change = (await host.RunAsync(First, forge.RepositoryUrl)).Of("early");

        Assert.Equal(("patch", $"no account is configured for {forge.Url}"), (change.Proposal.Kind, change.Proposal.Reason));
        Assert.Contains("From: Cortex <cortex@localhost>", await File.ReadAllTextAsync(Path.Combine(host.Data.RunFolder(First), change.Proposal.Path!)), StringComparison.Ordinal);
        Assert.Empty(forge.Calls);
    }

    [Fact]
    public async Task An_account_that_may_not_push_leaves_a_patch()
    {
        await using var forge = await PublishAsync(ForgeKind.GitLab, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        forge.MayPush = false;
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting());

        var change = (await host.RunAsync(First, forge.RepositoryUrl)).Of("early");

        Assert.Equal("patch", change.Proposal.Kind);
        Assert.Contains("the account may not push there", change.Proposal.Reason, StringComparison.Ordinal);
        Assert.Empty(forge.Pulls.All);
    }

    [Fact]
    public async Task No_more_are_opened_on_a_day_than_are_wanted()
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "info 3 three", "low 15 fifteen", "medium 25 twenty-five"));
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting(), settings: ("Proposals:MostPerRepositoryAndDay", "2"));

        var first = await host.RunAsync(First, forge.RepositoryUrl);
        var second = await host.RunAsync(Second, forge.RepositoryUrl);

        Assert.Equal(2, forge.Pulls.All.Count);
        Assert.Equal("pull-request", first.Of("medium").Proposal.Kind);
        foreach (var report in (Contracts.Reports.Report[])[first, second])
        {
            Assert.Equal("branch", report.Of("info").Proposal.Kind);
            Assert.Contains("2 pull requests were opened", report.Of("info").Proposal.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_kill_switch_leaves_branches_and_calls_nobody()
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        await using var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting(), settings: ("Proposals:Enabled", "false"));

        var change = (await host.RunAsync(First, forge.RepositoryUrl)).Of("early");

        Assert.Equal(("branch", "proposals are switched off (Proposals:Enabled)"), (change.Proposal.Kind, change.Proposal.Reason));
        Assert.Empty(forge.Calls);
    }

    [Fact]
    public async Task A_host_that_dies_after_it_opened_a_pull_request_opens_no_second_one()
    {
        await using var forge = await PublishAsync(ForgeKind.GitHub, ChangeTarget.Make(_folder["shop"], "early 3 three"));
        var crash = new CrashOnce(() => forge.Pulls.All.Count > 0);
        await using (var host = await ChangeHost.StartAsync(_folder["data"], forge.Setting(), crash))
        {
            var running = host.RunAsync(First, forge.RepositoryUrl);
            await crash.Crashed.Task;
            _ = running.ContinueWith(task => task.Exception, TaskScheduler.Default);
        }

        await using var again = await ChangeHost.StartAsync(_folder["data"], forge.Setting());
        var change = (await again.RunAsync(First, forge.RepositoryUrl)).Of("early");

        var pull = Assert.Single(forge.Pulls.All);
        Assert.EndsWith($"/{pull.Number}", change.Proposal.Url, StringComparison.Ordinal);
        Assert.Equal(change.Commit, forge.Pulls.Commit(pull.Head));
    }

    private async Task<ForgeHost> PublishAsync(ForgeKind kind, Repository source)
    {
        var forge = await ForgeHost.StartAsync(kind, Directory.CreateDirectory(_folder["forge"]).FullName);
        forge.Publish(source);
        return forge;
    }

    private static string Text(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
