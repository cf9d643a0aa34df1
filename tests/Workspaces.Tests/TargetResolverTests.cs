using System.Diagnostics;
using Cortex.Contracts.Targets;

namespace Cortex.Workspaces.Tests;

public sealed class TargetResolverTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_repository_is_fixed_at_its_commit()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));

        var target = await OneAsync(repository.Folder);

        Assert.Equal((repository.Folder, repository.Folder, repository.Head, "main", false), (target.Name, target.Location, target.Commit, target.Branch, target.Uncommitted));
    }

    [Fact]
    public async Task A_repository_comes_with_the_size_of_its_files()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "12345"), ("folder/b with blank.txt", "123"));
        repository.Write("not-committed.txt", "1");

        Assert.Equal(8, (await OneAsync(repository.Folder)).Bytes);
    }

    [Fact]
    public async Task Looking_at_a_repository_changes_nothing_in_it()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Write("a.txt", "changed");
        repository.Write("new.txt", "new");
        var before = repository.State();

        await OneAsync(repository.Folder);

        Assert.Equal(before, repository.State());
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("", "is empty")]
    [InlineData("file.txt", "is a file")]
    [InlineData("plain", "no git repository")]
    [InlineData("ext::sh -c 'touch hit'", "transport helpers")]
    [InlineData("ftp://example.org/x", "not fetched from")]
    [InlineData("https://user:secret@example.org/x.git", "credentials")]
    [InlineData("https://token@example.org/x.git", "credentials")]
    [InlineData("ssh://-oProxyCommand=touch${IFS}hit/x", "not a URL")]
    [InlineData("ssh://-oProxyCommand@host/x", "cannot be one")]
    [InlineData("-oProxyCommand=touch@host:x", "dash")]
    [InlineData("--upload-pack=touch hit", "does not exist")]
    [InlineData("a\u0007b", "control characters")]
    public async Task What_cannot_be_used_is_a_problem_with_its_reason(string input, string reason)
    {
        Directory.CreateDirectory(_sandbox.PathOf("plain"));
        await File.WriteAllTextAsync(_sandbox.PathOf("file.txt"), "");
        var given = input is "missing" or "file.txt" or "plain" ? _sandbox.PathOf(input) : input;

        var problem = await ProblemAsync(given);

        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.Equal(given, problem.Name);
    }

    [Fact]
    public async Task A_subfolder_names_the_repository_it_is_in()
    {
        var repository = _sandbox.Repository("app", ("src/a.txt", "a"));

        var problem = await ProblemAsync(Path.Combine(repository.Folder, "src"));
        var inside = await ProblemAsync(Path.Combine(repository.Folder, ".git", "objects"));

        Assert.Contains($"inside the repository {repository.Folder}", problem.Reason, StringComparison.Ordinal);
        Assert.Contains("inside the repository", inside.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_a_problem() =>
        Assert.Contains("no commit", (await ProblemAsync(_sandbox.Repository("empty").Folder)).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task A_damaged_repository_is_a_problem()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository.Folder, ".git", "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(file, "damaged");
        }

        await ProblemAsync(repository.Folder);
    }

    [Fact]
    public async Task A_bare_repository_works()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Run("clone", "--quiet", "--bare", ".", _sandbox.PathOf("bare.git"));

        var target = await OneAsync(_sandbox.PathOf("bare.git"));

        Assert.Equal((repository.Head, "main"), (target.Commit, target.Branch));
    }

    [Fact]
    public async Task A_detached_head_has_no_branch()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Run("checkout", "--quiet", "--detach");

        Assert.Null((await OneAsync(repository.Folder)).Branch);
    }

    [Fact]
    public async Task A_linked_working_tree_works()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Run("worktree", "add", "--quiet", "-b", "other", _sandbox.PathOf("linked"));

        Assert.Equal("other", (await OneAsync(_sandbox.PathOf("linked"))).Branch);
    }

    [Fact]
    public async Task A_shallow_clone_works_and_is_noted()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Write("a.txt", "b");
        repository.Commit("Second");
        repository.Run("clone", "--quiet", "--depth=1", "file://" + repository.Folder, _sandbox.PathOf("shallow"));

        var resolution = await _sandbox.Resolver.ResolveAsync(_sandbox.PathOf("shallow"), default);
        var target = Assert.Single(resolution.Targets);
        var folder = _sandbox.PathOf("checkout");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);

        Assert.Contains(resolution.Notes, n => n.Contains("shallow", StringComparison.Ordinal));
        Assert.Equal("b", await File.ReadAllTextAsync(Path.Combine(folder, "a.txt")));
    }

    [Theory]
    [InlineData("a.txt", true)]
    [InlineData("new.txt", true)]
    [InlineData("ignored.log", false)]
    public async Task What_is_not_committed_is_noticed(string file, bool uncommitted)
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"), (".gitignore", "*.log\n"));
        repository.Write(file, "something else");

        Assert.Equal(uncommitted, (await OneAsync(repository.Folder)).Uncommitted);
    }

    [Fact]
    public async Task Submodules_are_noted_and_not_fetched()
    {
        var inner = _sandbox.Repository("inner", ("i.txt", "i"));
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        repository.Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Folder, "inner");
        repository.Commit("Add a submodule");

        var resolution = await _sandbox.Resolver.ResolveAsync(repository.Folder, default);
        var folder = _sandbox.PathOf("checkout");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(resolution.Targets[0], default), resolution.Targets[0].Commit, folder, default);

        Assert.Contains(resolution.Notes, n => n.Contains("submodules", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "inner")));
    }

    [Fact]
    public async Task A_folder_of_repositories_means_all_directly_below()
    {
        var one = _sandbox.Repository("fleet/one", ("a.txt", "a"));
        var two = _sandbox.Repository("fleet/two", ("a.txt", "a"));
        _sandbox.Repository("fleet/deep/three", ("a.txt", "a"));
        _sandbox.Repository("fleet/empty");
        Directory.CreateDirectory(_sandbox.PathOf("fleet", "notes"));
        Directory.CreateSymbolicLink(_sandbox.PathOf("fleet", "loop"), _sandbox.PathOf("fleet"));

        var resolution = await _sandbox.Resolver.ResolveAsync(_sandbox.PathOf("fleet"), default);

        Assert.Equal([one.Folder, two.Folder], resolution.Targets.Select(t => t.Location));
        Assert.EndsWith("empty", Assert.Single(resolution.Problems).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_url_is_a_path_and_keeps_its_name()
    {
        var repository = _sandbox.Repository("with space", ("a.txt", "a"));
        var url = "file://" + repository.Folder.Replace(" ", "%20", StringComparison.Ordinal);

        var target = await OneAsync(url);

        Assert.Equal((url, repository.Folder), (target.Name, target.Location));
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/x.git")]
    [InlineData("ssh://nobody@127.0.0.1:1/x.git")]
    [InlineData("nobody@host.invalid:x.git")]
    public async Task An_unreachable_repository_is_a_problem_in_time(string url)
    {
        var started = Stopwatch.GetTimestamp();

        var problem = await ProblemAsync(url);

        Assert.Contains("cannot be fetched from", problem.Reason, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_remote_that_never_answers_is_given_up()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var problem = await ProblemAsync($"http://127.0.0.1:{port}/x.git");

        Assert.Contains("did not answer within 5 seconds", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_of_somebody_else_is_read_because_the_user_named_it()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", "12345:12345", repository.Folder]) { UseShellExecute = false, RedirectStandardError = true })!;
        await chown.WaitForExitAsync();
        if (chown.ExitCode != 0)
            return; // Only root can give files away.

        Assert.Equal("main", (await OneAsync(repository.Folder)).Branch);
    }

    [Fact]
    public async Task Nothing_that_a_repository_configures_is_run()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"), ("big.bin", "x"), (".gitattributes", "*.txt filter=evil diff=evil\n*.bin filter=evil\n"));
        var hit = _sandbox.PathOf("hit");
        var evil = _sandbox.PathOf("evil.sh");
        await File.WriteAllTextAsync(evil, $"#!/bin/sh\ntouch {hit}\ncat\n");
        File.SetUnixFileMode(evil, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var key in (string[])["core.fsmonitor", "core.sshCommand", "core.askPass", "core.pager", "core.editor", "core.alternateRefsCommand", "core.gitProxy", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command", "diff.evil.textconv", "diff.external", "credential.helper", "gpg.program", "uploadpack.packObjectsHook", "sequence.editor"])
            repository.Run("config", key, evil);
        foreach (var hook in (string[])["pre-receive", "update", "post-receive", "post-update", "reference-transaction", "post-checkout", "pre-push", "post-merge", "pre-auto-gc", "fsmonitor-watchman"])
            File.Copy(evil, Path.Combine(repository.Folder, ".git", "hooks", hook), overwrite: true);
        repository.Write("a.txt", "changed");

        var target = await OneAsync(repository.Folder);
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, _sandbox.PathOf("checkout"), default);

        Assert.True(target.Uncommitted);
        Assert.False(File.Exists(hit));
    }

    private async Task<Target> OneAsync(string input)
    {
        var resolution = await _sandbox.Resolver.ResolveAsync(input, default);
        Assert.Empty(resolution.Problems);
        return Assert.Single(resolution.Targets);
    }

    private async Task<TargetProblem> ProblemAsync(string input)
    {
        var resolution = await _sandbox.Resolver.ResolveAsync(input, default);
        Assert.Empty(resolution.Targets);
        return Assert.Single(resolution.Problems);
    }
}
