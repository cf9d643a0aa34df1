using Cortex.Contracts.Targets;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Tests;

public sealed class ChangeTests : IDisposable
{
    private static readonly Guid Run = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_change_arrives_as_a_branch_and_nothing_else_is_touched()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        var target = await ResolveAsync(repository);
        repository.Write("a.txt", "the user's own work");
        repository.Write("staged.txt", "staged");
        repository.Run("add", "staged.txt");
        var hit = Trap(repository);
        var before = repository.State();
        var branch = ChangeBranch.Name(Run, "upgrade-x");

        var tip = await _sandbox.Commits.ReceiveAsync(target, await BundleAsync(target, "b.txt"), branch, default);
        await _sandbox.Commits.PushAsync(target, branch, default);
        await _sandbox.Commits.PushAsync(target, branch, default);

        Assert.Equal(tip, repository.Run("rev-parse", branch));
        Assert.Equal("b.txt", repository.Run("diff", "--name-only", target.Commit, branch));
        Assert.Equal([branch], await _sandbox.Commits.BranchesAsync(target, Run, default));
        Assert.Equal(before, repository.State());
        Assert.False(File.Exists(hit));
    }

    [Fact]
    public async Task Deleting_the_branches_leaves_the_target_as_it_was()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        var target = await ResolveAsync(repository);
        var hit = Trap(repository);
        var before = repository.State();
        var branch = ChangeBranch.Name(Run, "upgrade-x");
        await _sandbox.Commits.ReceiveAsync(target, await BundleAsync(target, "b.txt"), branch, default);
        await _sandbox.Commits.PushAsync(target, branch, default);

        await _sandbox.Commits.DeleteAsync(target, branch, default);
        await _sandbox.Commits.DeleteAsync(target, branch, default);

        Assert.Empty(await _sandbox.Commits.BranchesAsync(target, Run, default));
        Assert.Equal(before, repository.State());
        Assert.False(File.Exists(hit));
    }

    [Fact]
    public async Task A_bare_target_gets_the_branch_too()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Run("clone", "--quiet", "--bare", ".", _sandbox.PathOf("bare.git"));
        var bare = new Repository(_sandbox.PathOf("bare.git"));
        var target = await ResolveAsync(bare);
        var branch = ChangeBranch.Name(Run, "upgrade-x");

        var tip = await _sandbox.Commits.ReceiveAsync(target, await BundleAsync(target, "b.txt"), branch, default);
        await _sandbox.Commits.PushAsync(target, branch, default);

        Assert.Equal(tip, bare.Run("rev-parse", branch));
    }

    [Fact]
    public async Task Commits_that_do_not_build_on_the_target_are_refused()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")));
        var stranger = _sandbox.Repository("stranger", ("s.txt", "s"));
        var bundle = _sandbox.PathOf("stranger.bundle");
        stranger.Run("bundle", "create", "--quiet", bundle, "main");

        var error = await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.ReceiveAsync(target, bundle, ChangeBranch.Name(Run, "x"), default));

        Assert.Contains("do not build on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_bundle_is_refused()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")));
        var bundle = await BundleAsync(target, "b.txt");
        var bytes = await File.ReadAllBytesAsync(bundle);
        await File.WriteAllBytesAsync(bundle, bytes[..^20]);

        await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.ReceiveAsync(target, bundle, ChangeBranch.Name(Run, "x"), default));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("cortex/x/y")]
    [InlineData("cortex/0f8fad5b-d9cb-469f-a165-70867728950e/../main")]
    [InlineData("cortex/0f8fad5b-d9cb-469f-a165-70867728950e/-x")]
    [InlineData("--upload-pack=x")]
    public async Task No_other_branch_is_ever_written(string branch)
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")));

        await Assert.ThrowsAsync<ArgumentException>(() => _sandbox.Commits.PushAsync(target, branch, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _sandbox.Commits.DeleteAsync(target, branch, default));
    }

    /// <summary>Hooks and settings that would leave a trace if anything of the target were run.</summary>
    private string Trap(Repository repository)
    {
        var hit = _sandbox.PathOf("hit");
        foreach (var hook in (string[])["pre-receive", "update", "post-receive", "post-update", "reference-transaction", "post-checkout", "post-merge"])
        {
            var path = Path.Combine(repository.Folder, ".git", "hooks", hook);
            File.WriteAllText(path, $"#!/bin/sh\ntouch {hit}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        repository.Run("config", "core.fsmonitor", $"touch {hit}");
        repository.Run("config", "core.alternateRefsCommand", $"touch {hit}");
        return hit;
    }

    private async Task<string> BundleAsync(Target target, string file)
    {
        var folder = _sandbox.PathOf("worker");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);
        var work = new Repository(folder);
        work.Write(file, "made by a worker");
        work.Commit("A change");
        var bundle = _sandbox.PathOf("commits.bundle");
        work.Run("bundle", "create", "--quiet", bundle, $"{target.Commit}..cortex-base");
        return bundle;
    }

    private async Task<Target> ResolveAsync(Repository repository)
    {
        var resolution = await _sandbox.Resolver.ResolveAsync(repository.Folder, default);
        Assert.Empty(resolution.Problems);
        return Assert.Single(resolution.Targets);
    }
}
