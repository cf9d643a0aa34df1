using Cortex.Contracts.Api;
using Cortex.Contracts.Findings;
using Cortex.Messaging;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Tests;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>Changes of a repository on this machine, from the worker's commit to the branch and back.</summary>
[Collection(ChangeTests.Collection)]
public sealed class LocalChangeTests : IDisposable
{
    private static readonly Guid Run = DeterministicId.Of("local changes");

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Changes_become_branches_and_an_undo_takes_them_back()
    {
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three", "late 25 twenty-five", "beside 27 twenty-seven", "same 3 other", "broken 12 twelve failed", "unproven 18 eighteen skipped");
        target.Write("lines.txt", "the user's own work");
        target.Write("staged.txt", "staged");
        target.Run("add", "staged.txt");
        var before = target.State();
        await using var host = await ChangeHost.StartAsync(_folder["data"]);

        var report = await host.RunAsync(Run, target.Folder);

        Assert.Equal(before, target.State());
        foreach (var slug in (string[])["early", "late", "beside", "same", "unproven"])
        {
            var change = report.Of(slug);
            Assert.Equal(("branch", ChangeBranch.Name(Run, slug)), (change.Proposal.Kind, change.Branch));
            Assert.Equal(change.Commit, target.Run("rev-parse", change.Branch!));
            Assert.Equal("lines.txt", target.Run("diff", "--name-only", "HEAD", change.Branch!));
            Assert.Contains($"cortex undo {Run:D}", await File.ReadAllTextAsync(Path.Combine(host.Data.RunFolder(Run), change.Proposal.Path!)), StringComparison.Ordinal);
        }

        // The most severe comes first: what is beside another change is rebased on it, what replaces the same line is named.
        Assert.Contains("It is rebased on `cortex/", report.Of("late").Proposal.Reason, StringComparison.Ordinal);
        Assert.Equal(report.Of("beside").Commit, target.Run("rev-parse", report.Of("late").Branch + "^"));
        Assert.Contains($"the same lines as `{report.Of("same").Branch}`", report.Of("early").Proposal.Reason, StringComparison.Ordinal);
        Assert.Null(report.Of("same").Proposal.Reason);

        var broken = report.Of("broken");
        Assert.Equal(("none", null, VerificationStatus.Failed), (broken.Proposal.Kind, broken.Branch, broken.Verification.Status));
        Assert.Contains("+twelve", await File.ReadAllTextAsync(Path.Combine(host.Data.RunFolder(Run), broken.Proposal.Path!)), StringComparison.Ordinal);
        Assert.DoesNotContain("broken", target.Run("branch", "--list", "cortex/*"), StringComparison.Ordinal);

        Assert.Contains(report.Of("late").Proposal.Path!, host.Runs.ReportDocument(Run, "report.html"), StringComparison.Ordinal);
        Assert.Contains("merge that first", host.Runs.ReportDocument(Run, "report.md"), StringComparison.Ordinal);

        await UndoAsync(host, target, report.Of("unproven").Branch!, before);
    }

    [Fact]
    public async Task A_dry_run_makes_no_branch()
    {
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        var before = target.State();
        await using var host = await ChangeHost.StartAsync(_folder["data"]);

        var change = (await host.RunAsync(Run, target.Folder, dryRun: true)).Of("early");

        Assert.Equal(("none", "dry run: no branch is made", null), (change.Proposal.Kind, change.Proposal.Reason, change.Branch));
        Assert.Equal("", target.Run("branch", "--list", "cortex/*"));
        Assert.Equal(before, target.State());
        Assert.Empty((await host.UndoAsync(Run)).Steps);
    }

    [Fact]
    public async Task Where_no_branch_can_be_written_there_is_a_patch_that_applies()
    {
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        Directory.CreateDirectory(_folder["shop/.git/refs/heads"]);
        await File.WriteAllTextAsync(_folder["shop/.git/refs/heads/cortex"], target.Head + "\n");
        await using var host = await ChangeHost.StartAsync(_folder["data"]);

        var change = (await host.RunAsync(Run, target.Folder)).Of("early");

        Assert.Equal(("patch", null), (change.Proposal.Kind, change.Branch));
        Assert.Contains("references cannot be written", change.Proposal.Reason, StringComparison.Ordinal);
        target.Run("-c", "user.name=Somebody", "-c", "user.email=s@example.org", "am", "--quiet", Path.Combine(host.Data.RunFolder(Run), change.Proposal.Path!));
        Assert.Contains("\nthree\n", await File.ReadAllTextAsync(_folder["shop/lines.txt"]), StringComparison.Ordinal);
        Assert.Equal("Cortex: Change line 3", target.Run("log", "-1", "--format=%an: %s"));
        Assert.All((await host.UndoAsync(Run)).Steps, step => Assert.Equal(("file", UndoOutcome.Removed), (step.Kind, step.Outcome)));
        Assert.Empty(Directory.EnumerateFiles(host.Data.RunFolder(Run), "*.patch", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Beyond_the_cap_of_a_run_the_least_severe_is_a_patch()
    {
        var target = ChangeTarget.Make(_folder["shop"], "info 3 three", "low 10 ten", "medium 20 twenty");
        await using var host = await ChangeHost.StartAsync(_folder["data"], settings: ("Proposals:MostPerRepositoryAndRun", "2"));

        var report = await host.RunAsync(Run, target.Folder);

        Assert.Equal(("branch", "branch", "patch"), (report.Of("medium").Proposal.Kind, report.Of("low").Proposal.Kind, report.Of("info").Proposal.Kind));
        Assert.Contains("Proposals:MostPerRepositoryAndRun", report.Of("info").Proposal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_dies_after_a_push_pushes_nothing_twice_when_it_goes_on()
    {
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three", "late 25 twenty-five");
        var crash = new CrashOnce(() => Directory.Exists(_folder["shop/.git/refs/heads/cortex"]));
        await using (var host = await ChangeHost.StartAsync(_folder["data"], observer: crash))
        {
            var running = host.RunAsync(Run, target.Folder);
            await crash.Crashed.Task;
            _ = running.ContinueWith(task => task.Exception, TaskScheduler.Default);
            Assert.Single(target.Run("branch", "--list", "cortex/*").Split('\n'));
        }

        await using var again = await ChangeHost.StartAsync(_folder["data"]);
        var report = await again.RunAsync(Run, target.Folder);

        Assert.Equal(2, report.Changes.Count);
        Assert.All(report.Changes, change => Assert.Equal(change.Commit, target.Run("rev-parse", change.Branch!)));
        Assert.Equal(2, target.Run("branch", "--list", "cortex/*").Split('\n').Length);
    }

    private static async Task UndoAsync(ChangeHost host, Repository target, string theirs, string before)
    {
        target.Run("update-ref", "refs/heads/" + theirs, "HEAD");
        var told = await host.UndoAsync(Run, dryRun: true);
        Assert.Equal(5, target.Run("branch", "--list", "cortex/*").Split('\n').Length);

        var done = await host.UndoAsync(Run);

        Assert.Equal(told.Steps.Select(s => (s.Name, s.Outcome)), done.Steps.Select(s => (s.Name, s.Outcome)));
        Assert.Equal(4, done.Steps.Count(s => s is { Kind: "branch", Outcome: UndoOutcome.Removed }));
        Assert.Contains("somebody has committed to it", Assert.Single(done.Steps, s => s.Outcome == UndoOutcome.Kept).Reason, StringComparison.Ordinal);
        Assert.Equal(theirs, target.Run("branch", "--list", "--format=%(refname:short)", "cortex/*"));
        Assert.Equal(before, target.State());
        var again = await host.UndoAsync(Run);
        Assert.All(again.Steps, s => Assert.Equal(s.Name == theirs ? UndoOutcome.Kept : UndoOutcome.Gone, s.Outcome));
    }
}
