using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Tests.Proposals;

public sealed class ReceivedBranchesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task One_bundle_brings_the_branches_of_several_changes()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        var target = await _sandbox.ResolveAsync(repository.Folder);

        var made = await _sandbox.MakeAsync(target, ("one", "b.txt", "b"), ("two", "c/d.txt", "d"), ("three", "a.txt", null));

        foreach (var change in made)
            await _sandbox.Commits.PushAsync(target, change.Branch, default);
        Assert.Equal(["b.txt", "c/d.txt", "a.txt"], made.Select(m => repository.Run("diff", "--name-only", target.Commit, m.Branch)));
    }

    [Fact]
    public async Task A_branch_that_is_not_in_the_bundle_says_so_and_does_not_hold_up_the_others()
    {
        var target = await _sandbox.ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")).Folder);
        var folder = _sandbox.PathOf("worker");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);
        await File.WriteAllTextAsync(Path.Combine(folder, "b.txt"), "b");
        var commits = new ChangeCommits(_sandbox.Git);
        var (there, missing) = (ChangeBranch.Name(WorkerChanges.Run, "there"), ChangeBranch.Name(WorkerChanges.Run, "missing"));
        await commits.CommitAsync(folder, target.Commit, there, ["b.txt"], "A change", default);
        await commits.BundleAsync(folder, target.Commit, [there], _sandbox.PathOf("x.bundle"), default);

        var received = await _sandbox.Commits.ReceiveAsync(target, _sandbox.PathOf("x.bundle"), [there, missing], default);

        Assert.NotNull(received[0].Tip);
        Assert.Null(received[1].Tip);
        Assert.Contains("none of them is cortex/", received[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_holds_the_named_files_only_and_leaves_the_checkout_as_it_was()
    {
        var target = await _sandbox.ResolveAsync(_sandbox.Repository("app", (".gitignore", "*.lock\n"), ("a.txt", "a\r\nb\r\n")).Folder);
        var folder = _sandbox.PathOf("worker");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);
        var work = new Repository(folder);
        work.Write("a.txt", "a\r\nc\r\n");
        work.Write("x.lock", "ignored and wanted");
        work.Write("left.txt", "not named");
        var branch = ChangeBranch.Name(WorkerChanges.Run, "fix");

        var tip = await new ChangeCommits(_sandbox.Git).CommitAsync(folder, target.Commit, branch, ["a.txt", "x.lock"], "Fix\n\nBecause.", default);

        Assert.Equal("a.txt\nx.lock", work.Run("diff", "--name-only", target.Commit, tip!));
        Assert.Equal(target.Commit, work.Head);
        Assert.Equal("a\r\nb\r\n", await File.ReadAllTextAsync(Path.Combine(folder, "a.txt")));
        Assert.Null(await new ChangeCommits(_sandbox.Git).CommitAsync(folder, target.Commit, ChangeBranch.Name(WorkerChanges.Run, "same"), ["a.txt"], "Nothing", default));
    }

    [Theory]
    [InlineData("Upgrade @types/node 1.2.3", "upgrade-types-node-1-2-3")]
    [InlineData("--", "change")]
    [InlineData("Überprüfung", "berpr-fung")]
    public void A_slug_is_made_of_any_text(string text, string slug)
    {
        Assert.Equal(slug, ChangeBranch.Slug(text));
        Assert.True(ChangeBranch.IsOf(WorkerChanges.Run, ChangeBranch.Name(WorkerChanges.Run, ChangeBranch.Slug(text))));
    }
}
