using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Secrets.Texts;
using Cortex.Workers.Work;
using Cortex.Workspaces.Sources;

namespace Cortex.Security.Scanning.Sources;

/// <summary>
/// A repository of which only what is needed is fetched. Files that a look opens by name are written to a folder; those that are read from end to end, one
/// after the other, only pass through memory, as writing a large repository to disk takes longer than looking at it.
/// </summary>
internal sealed class FetchedFiles(IWorkContext context, string target, string folder, IReadOnlyList<SourceEntry> entries) : IScanSource
{
    private readonly Dictionary<string, SourceEntry> files = entries.Where(e => e.Kind != SourceEntryKind.Submodule).DistinctBy(e => e.Path, StringComparer.Ordinal).ToDictionary(e => e.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, long> here = new(StringComparer.Ordinal);
    private readonly HashSet<string> links = new(StringComparer.Ordinal);
    private byte[] buffer = new byte[64 * 1024];

    public string Folder => folder;

    public Action<string> Need => path =>
    {
        // Looks are not asynchronous, and this is rare: all that is missing comes at once, so that it happens once.
        if (files.ContainsKey(path) && !here.ContainsKey(path))
            FetchAsync(_ => true, CancellationToken.None).GetAwaiter().GetResult();
    };

    /// <summary>Writes what is wanted to the folder, and all links.</summary>
    public async Task FetchAsync(Func<SourceEntry, bool> wanted, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var missing = files.Values.Where(file => !here.ContainsKey(file.Path) && (file.Kind == SourceEntryKind.Link || wanted(file))).ToList();
        await context.ReadFilesAsync(target, missing, Write, stop);
        links.UnionWith(await SourceLinks.MakeAsync(
            folder,
            missing.Where(file => file.Kind == SourceEntryKind.Link).Select(file => file.Path),
            files.Values.Where(file => file.Kind == SourceEntryKind.File).Select(file => file.Path).ToHashSet(StringComparer.Ordinal),
            stop));
    }

    public SourceTree Walk(IgnoreRules ignores, Detections found, CancellationToken stop) =>
        SourceTree.Walk(folder, new ListedFiles(entries.Select(Listed), Need), ignores, TreeLimits.Default, found, stop);

    public async Task ReadAsync(SourceTree tree, IReadOnlyCollection<SourceFile> wanted, FileLook look, CancellationToken stop)
    {
        await new WholeCheckout(folder).ReadAsync(tree, [.. wanted.Where(file => here.ContainsKey(file.Path))], look, stop);
        await context.ReadFilesAsync(target, wanted.Where(file => !here.ContainsKey(file.Path)).Select(file => files[file.Path]), Look, stop);

        void Look(SourceEntry file, long length, Stream content)
        {
            var bytes = Content(content, length);
            look(new SourceFile(file.Path, length), (offset, into) => Copy(bytes.Span, offset, into));
        }
    }

    /// <summary>As much of it as any look reads, in a buffer that the next file takes over.</summary>
    private ReadOnlyMemory<byte> Content(Stream content, long length)
    {
        var wanted = (int)Math.Min(length, SecretFiles.MostBytes);
        if (buffer.Length < wanted)
            buffer = new byte[wanted];
        content.ReadExactly(buffer, 0, wanted);
        return buffer.AsMemory(0, wanted);
    }

    private static int Copy(ReadOnlySpan<byte> bytes, long offset, Span<byte> into)
    {
        if (offset >= bytes.Length)
            return 0;
        var part = bytes.Slice((int)offset, (int)Math.Min(into.Length, bytes.Length - offset));
        part.CopyTo(into);
        return part.Length;
    }

    private TreeEntry Listed(SourceEntry entry) => new(
        entry.Path, links.Contains(entry.Path), entry.Kind == SourceEntryKind.Submodule, here.GetValueOrDefault(entry.Path, entry.Bytes));

    private void Write(SourceEntry file, long length, Stream content)
    {
        // Git refuses such names, too.
        if (SourcePath.Combine("", file.Path) != file.Path || file.Path.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase))
            throw new InvalidDataException($"The repository has a file named '{file.Path}', which is no name for a file of a repository.");
        var place = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (var written = new FileStream(place, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
            content.CopyTo(written);
        here[file.Path] = length;
    }
}
