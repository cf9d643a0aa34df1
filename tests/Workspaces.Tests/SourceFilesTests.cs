using System.Text;
using Cortex.Contracts.Targets;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;

namespace Cortex.Workspaces.Tests;

/// <summary>Single files against those of a checkout.</summary>
public sealed class SourceFilesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Files_are_byte_for_byte_what_a_checkout_writes()
    {
        var repository = _sandbox.Repository(
            "app",
            (".gitattributes", "*.bat text eol=crlf\n*.u16 text working-tree-encoding=UTF-16LE\n*.id ident\nhidden export-ignore\n*.txt export-subst\n[attr]gone export-ignore\n*.gone gone\n"),
            ("run.bat", "a\nb\n"),
            ("who.id", "$Id$\n"),
            ("hidden/.gitattributes", "*.sh text eol=crlf\n"),
            ("hidden/x.sh", "a\nb\n"),
            ("subst.txt", "$Format:%H$\n"),
            ("one.gone", "here\n"),
            ("empty", ""),
            ("new\nline", "1"),
            (" around ", "2"),
            ("ü/ß.txt", "3"),
            (string.Concat(Enumerable.Repeat("folder-of-some-length/", 20)) + "deep", "4"),
            (new string('n', 200), "5"));
        File.WriteAllBytes(Path.Combine(repository.Folder, "wide.u16"), Encoding.Unicode.GetBytes("wide\n"));
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "link"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "ü", ".gitattributes"), "../.gitattributes");
        repository.Commit("More");
        repository.Run("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},sub");
        repository.Run("-c", "user.name=S", "-c", "user.email=s@example.org", "commit", "--quiet", "-m", "Submodule");
        var target = await ResolveAsync(repository);
        var folder = _sandbox.PathOf("checkout");
        await _sandbox.Checkout.CreateAsync(await _sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);

        var listed = await ListAsync(target);
        Assert.Equal(SourceEntryKind.Submodule, listed.Single(file => file.Path == "sub").Kind);
        var files = listed.Where(file => file.Kind != SourceEntryKind.Submodule).ToList();
        var read = await ReadAsync(target, files);

        Assert.Equal(16, files.Count);
        Assert.Equal("a\r\nb\r\n", Encoding.UTF8.GetString(read["run.bat"]));
        // Here a link became one, and its file is what it leads to.
        Assert.Equal("../.gitattributes", Encoding.UTF8.GetString(read["ü/.gitattributes"]));
        Assert.All(files.Where(file => file.Path != "ü/.gitattributes"), file => Assert.Equal(File.ReadAllBytes(Path.Combine(folder, file.Path)), read[file.Path]));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public async Task However_they_are_divided_they_are_the_same(uint seed)
    {
        var attributes = ("sub/.gitattributes", "*.txt text eol=crlf\n");
        var target = await ResolveAsync(_sandbox.Repository("app", [attributes, .. Enumerable.Range(0, 40).Select(i => ($"{(i % 3 == 0 ? "sub/" : "")}f{i}.txt", $"line {i}\nline\n"))]));
        var files = await ListAsync(target);
        var together = await ReadAsync(target, files);
        var apart = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var part in files.GroupBy(file => ((uint)file.Number * 2_654_435_761 * seed) >> 30))
            foreach (var (path, bytes) in await ReadAsync(target, [.. part]))
                apart.Add(path, bytes);
        Assert.Equal(41, together.Count);
        Assert.Equal(together.OrderBy(f => f.Key, StringComparer.Ordinal), apart.OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_left_behind_in_the_mirror()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a/b.txt", "1"), ("a/c.txt", "2")));
        var mirror = _sandbox.Mirrors.FolderOf(target.Location);
        var before = Directory.EnumerateFileSystemEntries(mirror, "*", SearchOption.AllDirectories).Order().ToList();

        await ReadAsync(target, [(await ListAsync(target))[1]]);

        Assert.Equal(before, Directory.EnumerateFileSystemEntries(mirror, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task A_tree_with_a_name_that_leads_out_is_refused()
    {
        var repository = _sandbox.Repository("app", ("a.txt", "1"));
        var blob = repository.Run("rev-parse", "HEAD:a.txt");
        var inner = repository.Run("hash-object", "-t", "tree", "-w", "--literally", await TreeAsync("100644 config", blob));
        var outer = repository.Run("hash-object", "-t", "tree", "-w", "--literally", await TreeAsync("40000 ..", inner));
        repository.Run("reset", "--soft", repository.Run("-c", "user.name=S", "-c", "user.email=s@example.org", "commit-tree", "-m", "Hostile", outer));
        var target = new Target { Name = "app", Location = repository.Folder, Commit = repository.Head };

        var files = await ListAsync(target);
        Assert.Equal("../config", Assert.Single(files).Path);
        Assert.Contains("../config", (await Assert.ThrowsAsync<GitException>(() => ReadAsync(target, files))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_ends_too_early_is_an_error()
    {
        var target = await ResolveAsync(_sandbox.Repository("app", ("a.txt", "1"), ("b.txt", "2")));
        var files = await ListAsync(target);
        using var archive = new MemoryStream();
        await new SourceFiles(_sandbox.Mirrors, _sandbox.Git).WriteAsync(target, [0], archive, default);
        archive.Position = 0;
        var wanted = files.ToDictionary(file => file.Path, StringComparer.Ordinal);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => SourceArchive.ReadAsync(archive, wanted, (_, _, _) => { }, default));

        Assert.Contains("b.txt", error.Message, StringComparison.Ordinal);
        Assert.Equal(["b.txt"], wanted.Keys);
    }

    private async Task<string> TreeAsync(string entry, string id)
    {
        var path = _sandbox.PathOf($"tree-{id}");
        await File.WriteAllBytesAsync(path, [.. Encoding.UTF8.GetBytes(entry + "\0"), .. Convert.FromHexString(id)]);
        return path;
    }

    private async Task<IReadOnlyList<SourceEntry>> ListAsync(Target target) => SourceListing.Parse(await new SourceFiles(_sandbox.Mirrors, _sandbox.Git).ListAsync(target, default));

    private async Task<Dictionary<string, byte[]>> ReadAsync(Target target, IReadOnlyList<SourceEntry> files)
    {
        using var archive = new MemoryStream();
        await new SourceFiles(_sandbox.Mirrors, _sandbox.Git).WriteAsync(target, [.. files.Select(file => file.Number)], archive, default);
        archive.Position = 0;
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await SourceArchive.ReadAsync(archive, files.ToDictionary(file => file.Path, StringComparer.Ordinal), (file, length, content) =>
        {
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            Assert.Equal(length, copy.Length);
            read.Add(file.Path, copy.ToArray());
        }, default);
        return read;
    }

    private async Task<Target> ResolveAsync(Repository repository) => Assert.Single((await _sandbox.Resolver.ResolveAsync(repository.Folder, default)).Targets);
}
