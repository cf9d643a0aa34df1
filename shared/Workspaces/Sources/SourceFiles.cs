using Cortex.Contracts.Targets;
using Cortex.Workspaces.Folders;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Sources;

/// <summary>
/// Single files of a target at its commit, for workers that look at a part of it. They are what a checkout would write: line ends, encodings and
/// the like as the commit's attributes say. Symbolic links come as files that hold where they lead.
/// </summary>
public sealed class SourceFiles(Mirror mirrors, Git git)
{
    private const int MostListing = 512 * 1024 * 1024;

    // An archive of a release leaves files out and writes versions into others; here all is wanted as it is.
    private const string Attributes = "* -export-ignore -export-subst\n";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>To be read by <see cref="SourceListing.Parse"/>.</summary>
    public async Task<byte[]> ListAsync(Target target, CancellationToken stop) =>
        await ListAsync(await mirrors.EnsureAsync(target.Location, target.Commit, timeout: null, stop), target.Commit, stop);

    /// <summary>Writes the files with these numbers, with folders and attributes files that come along, as a tar archive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The commit has no file of such a number.</exception>
    public async Task WriteAsync(Target target, IReadOnlyCollection<int> numbers, Stream to, CancellationToken stop)
    {
        var mirror = await mirrors.EnsureAsync(target.Location, target.Commit, timeout: null, stop);
        var input = Index(SourceListing.Lines(await ListAsync(mirror, target.Commit, stop)), numbers);
        // A repository of its own, which reads the mirror's objects and leaves nothing in the mirror.
        var folder = Directory.CreateTempSubdirectory("cortex-files-").FullName;
        try
        {
            await git.RunAsync(new GitCall("init", "--quiet", "--bare", "--template=", ".") { Folder = folder }, stop);
            await WriteAsync(folder, "objects", "alternates", Path.Combine(mirror, "objects") + "\n", stop);
            await WriteAsync(folder, "", "attributes", Attributes, stop);
            var indexed = await git.RunAsync(new GitCall("update-index", "-z", "--index-info") { Folder = folder, Timeout = Limit, Input = input }, stop);
            // Names such as "../a" are passed over with a word about it, where a checkout fails.
            if (indexed.Error.Length > 0)
                throw new GitException($"The commit has a name that no checkout may have: {indexed.Error}", indexed.Error);
            var tree = (await git.RunAsync(new GitCall("write-tree") { Folder = folder, Timeout = Limit }, stop)).Text;
            await git.RunAsync(new GitCall("archive", "--format=tar", tree) { Folder = folder, Timeout = Limit, Into = to }, stop);
        }
        finally
        {
            await FolderRemoval.RemoveAsync(folder, CancellationToken.None);
        }
    }

    private async Task<byte[]> ListAsync(string mirror, string commit, CancellationToken stop)
    {
        var listed = await git.RunAsync(new GitCall("ls-tree", "-r", "--long", "-z", "--full-tree", commit) { Folder = mirror, Timeout = Limit, MostOutput = MostListing }, stop);
        return listed.Output.Length < MostListing ? listed.Output : throw new GitException($"The list of the files of {commit} has more than {MostListing} bytes.", "");
    }

    private static async Task WriteAsync(string folder, string below, string name, string text, CancellationToken stop) =>
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, below, "info")).FullName, name), text, stop);

    /// <summary>"MODE OBJECT&lt;tab&gt;PATH", each ended by NUL. Attributes files always belong to it: they say how the others are written.</summary>
    private static byte[] Index(IReadOnlyList<ReadOnlyMemory<byte>> lines, IReadOnlyCollection<int> numbers)
    {
        if (numbers.Any(number => number < 0 || number >= lines.Count))
            throw new ArgumentOutOfRangeException(nameof(numbers), $"The commit has {lines.Count} files, counted from 0.");
        using var index = new MemoryStream();
        var chosen = numbers.ToHashSet();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Span;
            var path = SourceListing.Path(line);
            var isAttributes = path[(path.LastIndexOf((byte)'/') + 1)..].SequenceEqual(".gitattributes"u8);
            var isLink = SourceListing.Mode(line).SequenceEqual("120000"u8);
            if (!chosen.Contains(i) && !isAttributes)
                continue;
            // A link called .gitattributes says nothing, and as a file it would.
            index.Write(isLink && !isAttributes ? "100644"u8 : SourceListing.Mode(line));
            index.Write(" "u8);
            index.Write(SourceListing.Object(line));
            index.Write("\t"u8);
            index.Write(path);
            index.WriteByte(0);
        }

        return index.ToArray();
    }
}
