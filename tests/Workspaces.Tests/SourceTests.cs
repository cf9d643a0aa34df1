using System.Diagnostics;
using Cortex.Contracts.Targets;
using Cortex.Workspaces.Folders;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;

namespace Cortex.Workspaces.Tests;

public sealed class SourceTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_checkout_has_the_commit_its_history_and_no_remote()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "1"));
        repository.Write("a.txt", "2");
        repository.Commit("Second");

        var folder = await CheckOutAsync(await ResolveAsync(repository));
        var copy = new Repository(folder);

        Assert.Equal("2", await File.ReadAllTextAsync(Path.Combine(folder, "a.txt")));
        Assert.Equal("2", copy.Run("rev-list", "--count", "HEAD"));
        Assert.Equal("", copy.Run("remote"));
        Assert.Equal("", copy.Run("status", "--porcelain"));
    }

    [Fact]
    public async Task The_source_is_there_after_the_target_has_moved_on()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "before"));
        var target = await ResolveAsync(repository);
        repository.Write("a.txt", "after");
        repository.Run("add", "--all");
        repository.Run("-c", "user.name=S", "-c", "user.email=s@example.org", "commit", "--quiet", "--amend", "-m", "Rewritten");
        repository.Run("reflog", "expire", "--expire=now", "--all");
        repository.Run("gc", "--quiet", "--prune=now");
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);

        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(await CheckOutAsync(target), "a.txt")));
    }

    [Fact]
    public async Task Many_at_once_get_the_same_bundle()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")));

        var bundles = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _sandbox.Bundles.GetAsync(target, default))));

        Assert.Single(bundles.Select(b => b.Path).Distinct());
    }

    [Fact]
    public async Task A_bundle_that_a_killed_host_left_half_done_is_made_anew()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "a")));
        var bundles = Directory.CreateDirectory(Path.Combine(_sandbox.Mirrors.FolderOf(target.Location), "bundles")).FullName;
        foreach (var left in (string[])[$".{Environment.ProcessId}", $".{Environment.ProcessId}.lock", ".1", ".1.lock"])
            await File.WriteAllTextAsync(Path.Combine(bundles, target.Commit + ".bundle" + left), "half");

        await CheckOutAsync(target);

        Assert.Equal([target.Commit + ".bundle"], Directory.EnumerateFiles(bundles).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_fetch_that_was_cut_off_is_repaired()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        var first = await ResolveAsync(repository);
        var mirror = _sandbox.Mirrors.FolderOf(first.Location);
        await File.WriteAllTextAsync(Path.Combine(mirror, "shallow.lock"), "");
        await File.WriteAllTextAsync(Path.Combine(mirror, "packed-refs.lock"), "");
        repository.Write("a.txt", "b");
        repository.Commit("Second");
        var second = await ResolveAsync(repository);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(mirror, "objects"), "*", SearchOption.AllDirectories).ToList())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(file, "half");
        }

        Assert.Equal("b", await File.ReadAllTextAsync(Path.Combine(await CheckOutAsync(second), "a.txt")));
    }

    [Fact]
    public async Task Links_lead_nowhere_but_to_files_of_the_same_tree()
    {
        var repository = _sandbox.Repository("app", ("real/file.txt", "inside"));
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "good.txt"), "real/file.txt");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "real", "up.txt"), "../real/file.txt");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "outside.txt"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "above.txt"), "../../secret.txt");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "detour.txt"), "real/../real/file.txt");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "git.txt"), ".git/config");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "b"), "a");
        Directory.CreateSymbolicLink(Path.Combine(repository.Folder, "circle"), ".");
        Directory.CreateSymbolicLink(Path.Combine(repository.Folder, "real", "parent"), "..");
        repository.Commit("Links");

        var folder = await CheckOutAsync(await ResolveAsync(repository));

        var links = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).LinkTarget is not null).Select(f => Path.GetRelativePath(folder, f)).Order();
        Assert.Equal(["good.txt", "real/up.txt"], links);
        Assert.Equal("inside", await File.ReadAllTextAsync(Path.Combine(folder, "good.txt")));
        Assert.Equal("/etc/passwd", await File.ReadAllTextAsync(Path.Combine(folder, "outside.txt")));
        Assert.Equal("", new Repository(folder).Run("status", "--porcelain"));
    }

    [Fact]
    public async Task Names_that_are_no_text_survive_and_can_be_removed()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf x > \"$(printf 'caf\\351.txt')\"; mkdir \"$(printf 'd\\377')\"; printf y > \"$(printf 'd\\377/-rf')\"; printf z > \"$(printf 'new\\nline')\""]) { WorkingDirectory = repository.Folder, UseShellExecute = false })!;
        await shell.WaitForExitAsync();
        repository.Commit("Names");

        var folder = await CheckOutAsync(await ResolveAsync(repository));

        Assert.Equal("", new Repository(folder).Run("status", "--porcelain"));
        Assert.Equal("4", Count(folder));
        await FolderRemoval.RemoveAsync(folder, default);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Pointers_of_large_file_storage_stay_pointers()
    {
        const string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
        var repository = _sandbox.Repository("app", ("big.bin", pointer), (".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n"));

        var folder = await CheckOutAsync(await ResolveAsync(repository));

        Assert.Equal(pointer, await File.ReadAllTextAsync(Path.Combine(folder, "big.bin")));
    }

    [Fact]
    public async Task A_hundred_thousand_files_are_checked_out()
    {
        var repository = _sandbox.Repository("app");
        using var import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = repository.Folder, UseShellExecute = false, RedirectStandardInput = true })!;
        await import.StandardInput.WriteAsync("blob\nmark :1\ndata 2\nx\ncommit refs/heads/main\ncommitter S <s@example.org> 0 +0000\ndata 4\nMany");
        for (var i = 0; i < 100_000; i++)
            await import.StandardInput.WriteAsync($"\nM 100644 :1 d{i / 1000}/f{i}.txt");
        await import.StandardInput.WriteAsync("\n\n");
        import.StandardInput.Close();
        await import.WaitForExitAsync();

        var folder = await CheckOutAsync(await ResolveAsync(repository));

        Assert.Equal("100000", Count(folder));
    }

    [Fact]
    public async Task A_file_of_a_gigabyte_is_checked_out()
    {
        var repository = _sandbox.Repository("app");
        await using (var file = File.Create(Path.Combine(repository.Folder, "large.bin")))
            file.SetLength(1024L * 1024 * 1024);
        repository.Commit("Large");

        var folder = await CheckOutAsync(await ResolveAsync(repository));

        Assert.Equal(1024L * 1024 * 1024, new FileInfo(Path.Combine(folder, "large.bin")).Length);
    }

    [Fact]
    public async Task A_folder_without_permissions_is_removed_too()
    {
        var folder = _sandbox.PathOf("locked");
        Directory.CreateDirectory(Path.Combine(folder, "inner"));
        await File.WriteAllTextAsync(Path.Combine(folder, "inner", "a.txt"), "a");
        var outside = _sandbox.PathOf("outside.txt");
        await File.WriteAllTextAsync(outside, "kept");
        File.CreateSymbolicLink(Path.Combine(folder, "link"), outside);
        File.SetUnixFileMode(Path.Combine(folder, "inner"), UnixFileMode.None);

        await FolderRemoval.RemoveAsync(folder, default);

        Assert.False(Directory.Exists(folder));
        Assert.Equal("kept", await File.ReadAllTextAsync(outside));
    }

    [Fact]
    public async Task A_commit_that_nobody_has_is_an_error_that_says_so()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "a"));
        var target = new Target { Name = "app", Location = repository.Folder, Commit = new string('a', 40) };

        var error = await Assert.ThrowsAsync<GitException>(() => _sandbox.Bundles.GetAsync(target, default));

        Assert.Contains("not our ref", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_that_hangs_is_ended_with_its_children()
    {
        var call = new GitCall("-c", "alias.hang=!sleep 611 & wait", "hang") { Timeout = TimeSpan.FromMilliseconds(500) };

        var error = await Assert.ThrowsAsync<GitException>(() => _sandbox.Git.RunAsync(call, default));

        Assert.True(error.TimedOut);
        using var look = Process.Start(new ProcessStartInfo("sh", ["-c", "grep -lz '^611$' /proc/[0-9]*/cmdline 2>/dev/null | wc -l"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        Assert.Equal("0", (await look.StandardOutput.ReadToEndAsync()).Trim());
    }

    private async Task<Target> ResolveAsync(Repository repository)
    {
        var resolution = await _sandbox.Resolver.ResolveAsync(repository.Folder, default);
        Assert.Empty(resolution.Problems);
        return Assert.Single(resolution.Targets);
    }

    private async Task<string> CheckOutAsync(Target target)
    {
        var folder = _sandbox.PathOf("checkout");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);
        return folder;
    }

    private static string Count(string folder) => new Repository(folder).Run("ls-files", "-z").Count(c => c == '\0').ToString();
}
