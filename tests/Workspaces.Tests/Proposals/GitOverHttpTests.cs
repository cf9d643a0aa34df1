using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Tests.Proposals.Hosts;

namespace Cortex.Workspaces.Tests.Proposals;

/// <summary>git with an account, over real HTTP.</summary>
public sealed class GitOverHttpTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("cortex-forge-").FullName;
    private ForgeHost _host = null!;
    private Sandbox _sandbox = null!;

    public async Task InitializeAsync()
    {
        _host = await ForgeHost.StartAsync(ForgeKind.GitHub, _root);
        Use(ForgeHost.Token);
        _host.Publish(_sandbox.Repository("shop", ("a.txt", "one\ntwo\nthree\n")));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _sandbox.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_branch_is_pushed_with_the_token_and_deleted_again()
    {
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"));

        await _sandbox.Commits.PushAsync(target, made[0].Branch, default);
        await _sandbox.Commits.PushAsync(target, made[0].Branch, default);

        Assert.Equal(made[0].Tip, _host.Pulls.Commit(made[0].Branch));
        Assert.Equal(made[0].Tip, await _sandbox.Commits.TipAsync(target, made[0].Branch, default));
        await _sandbox.Commits.DeleteAsync(target, made[0].Branch, default);
        Assert.Null(_host.Pulls.Commit(made[0].Branch));
    }

    [Fact]
    public async Task The_token_is_on_no_command_line_and_in_no_file_of_the_data_directory()
    {
        _host.IsPrivate = true;
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"));
        await _sandbox.Commits.PushAsync(target, made[0].Branch, default);

        Assert.Empty(_host.Leaks);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_sandbox.Data.Root, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(ForgeHost.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_repository_can_be_a_target()
    {
        _host.IsPrivate = true;

        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);

        Assert.Equal("main", target.Branch);
    }

    [Fact]
    public async Task A_wrong_token_is_told_by_name_and_not_shown()
    {
        Use("another-t0ken");
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"));

        var refusal = await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.PushAsync(target, made[0].Branch, default));

        Assert.StartsWith("the host did not accept the account", PushRefusal.Of(refusal), StringComparison.Ordinal);
        Assert.DoesNotContain("another-t0ken", refusal.ToString() + refusal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_may_not_be_written_says_so()
    {
        _host.MayPush = false;
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"));

        var refusal = await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.PushAsync(target, made[0].Branch, default));

        Assert.StartsWith("the account may not push there", PushRefusal.Of(refusal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_the_host_protects_is_refused_by_its_rules()
    {
        var hook = Path.Combine(_host.BareFolder, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(hook, "#!/bin/sh\necho 'protected branch' >&2\nexit 1\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"));

        var refusal = await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.PushAsync(target, made[0].Branch, default));

        Assert.StartsWith("the branch is protected there", PushRefusal.Of(refusal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_branch_is_overwritten_only_where_it_is_expected_to_be()
    {
        var target = await _sandbox.ResolveAsync(_host.RepositoryUrl);
        var made = await _sandbox.MakeAsync(target, ("fix", "b.txt", "b"), ("again", "b.txt", "better"));
        await _sandbox.Commits.PushAsync(target, made[0].Branch, default);

        var refusal = await Assert.ThrowsAsync<GitException>(() => _sandbox.Commits.PushAsync(target, made[1].Branch, new PushedOnto(made[0].Branch, target.Commit), default));
        Assert.StartsWith("somebody has pushed to the branch in the meantime", PushRefusal.Of(refusal), StringComparison.Ordinal);
        await _sandbox.Commits.PushAsync(target, made[1].Branch, new PushedOnto(made[0].Branch, made[0].Tip), default);

        Assert.Equal(made[1].Tip, _host.Pulls.Commit(made[0].Branch));
    }

    [Fact]
    public async Task The_account_of_one_host_is_not_shown_to_another()
    {
        await using var other = await ForgeHost.StartAsync(ForgeKind.GitHub, _root);
        other.IsPrivate = true;
        var resolution = await _sandbox.Resolver.ResolveAsync(other.RepositoryUrl, default);

        Assert.Contains("cannot be fetched from", Assert.Single(resolution.Problems).Reason, StringComparison.Ordinal);
    }

    private void Use(string token)
    {
        _sandbox?.Dispose();
        _sandbox = new Sandbox(new ForgeAccounts([_host.Setting(token)]));
    }
}
