using System.IO.Enumeration;
using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Documents.Ignores;

namespace Cortex.Documents.Files;

/// <summary>The files of a checkout. Links are never followed; nothing outside the root is opened.</summary>
public sealed class SourceTree
{
    private static readonly HashSet<string> Vendored = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", "node_modules", "bower_components", "jspm_packages", "vendor", ".yarn", ".terraform",
    };

    private readonly string _root;
    private readonly IReadOnlySet<string> _linkTexts;
    private readonly TreeLimits _limits;
    private readonly IReadProblems _problems;
    private readonly CancellationToken _stop;
    private readonly Dictionary<string, SourceFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal) { "" };
    private readonly SortedDictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    private readonly IgnoreRules _ignores;
    private readonly ListedFiles? _listed;

    private SourceTree(string root, IReadOnlySet<string> linkTexts, IgnoreRules ignores, TreeLimits limits, IReadProblems problems, CancellationToken stop, ListedFiles? listed = null)
    {
        _listed = listed;
        _ignores = ignores;
        _root = Path.GetFullPath(root);
        _linkTexts = linkTexts;
        _limits = limits;
        _problems = problems;
        _stop = stop;
    }

    public string Root => _root;

    /// <summary>By path.</summary>
    public IReadOnlyList<SourceFile> Files { get; private set; } = [];

    /// <summary>Every file without vendored code; what cannot be looked at is noted in <paramref name="problems"/>.</summary>
    /// <param name="linkTexts">Files that hold the text of a link.</param>
    /// <param name="ignores">What the repository wants left out.</param>
    public static SourceTree Walk(
        string root, IReadOnlySet<string> linkTexts, IgnoreRules ignores, TreeLimits limits, IReadProblems problems, CancellationToken stop)
    {
        var tree = new SourceTree(root, linkTexts, ignores, limits, problems, stop);
        tree.Walk();
        return tree;
    }

    /// <summary>As <see cref="Walk(string, IReadOnlySet{string}, IgnoreRules, TreeLimits, IReadProblems, CancellationToken)"/>, of files most of which are only listed and come to the folder when they are asked for.</summary>
    public static SourceTree Walk(string root, ListedFiles listed, IgnoreRules ignores, TreeLimits limits, IReadProblems problems, CancellationToken stop)
    {
        var tree = new SourceTree(root, new HashSet<string>(StringComparer.Ordinal), ignores, limits, problems, stop, listed);
        tree.Walk();
        return tree;
    }

    /// <summary>Files that the repository wanted left out.</summary>
    public int Ignored { get; private set; }

    public bool Ignores(string path) => _ignores.Ignores(path);

    public SourceFile? Find(string path) => _files.GetValueOrDefault(path);

    public bool HasFolder(string path) => _folders.Contains(path);

    /// <summary>The whole text of a file that is worth a finding when it cannot be had; null then.</summary>
    public string? Text(SourceFile file)
    {
        if (!_texts.TryGetValue(file.Path, out var text))
            _texts[file.Path] = text = Read(file);
        return text;
    }

    /// <summary>The text of a file, not kept, when its bytes (the first <paramref name="ofLong"/> of a file too long to be read) are <paramref name="wanted"/>.</summary>
    public string? TextIf(SourceFile file, Func<ReadOnlySpan<byte>, bool> wanted, int ofLong)
    {
        if (file.Length > _limits.MaxTextBytes)
            return wanted(Start(file, ofLong)) ? Text(file) : null;
        var bytes = Start(file, (int)file.Length);
        return wanted(bytes) ? Decode(file, bytes) : null;
    }

    /// <summary>The first bytes of a file, for a look at what it is.</summary>
    public ReadOnlySpan<byte> Start(SourceFile file, int bytes)
    {
        using var handle = Open(file);
        if (handle is null)
            return [];
        return Fill(handle, new byte[Math.Min(bytes, file.Length)]);
    }

    /// <summary>Bytes of a file of any length from a place on, into a buffer of the caller's; how many there were, 0 at the end or when it cannot be opened.</summary>
    public int Read(SourceFile file, long offset, Span<byte> into)
    {
        using var handle = Open(file);
        var filled = 0;
        while (handle is not null && filled < into.Length && RandomAccess.Read(handle, into[filled..], offset + filled) is > 0 and var count)
            filled += count;
        return filled;
    }

    /// <summary>Lines of a text file, looking at a bounded part of it; null for a binary file.</summary>
    public long? Lines(SourceFile file, byte[] buffer)
    {
        using var handle = Open(file);
        if (handle is null)
            return file.Length == 0 ? 0 : null;
        var (lines, offset, last) = (0L, 0L, (byte)'\n');
        while (offset < _limits.MaxCountedBytes && RandomAccess.Read(handle, buffer, offset) is > 0 and var count)
        {
            var part = buffer.AsSpan(0, count);
            if (offset == 0 && part[..Math.Min(count, 8000)].Contains((byte)0))
                return null;
            lines += part.Count((byte)'\n');
            last = part[^1];
            offset += count;
        }

        return last == '\n' ? lines : lines + 1;
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle? Open(SourceFile file)
    {
        _stop.ThrowIfCancellationRequested();
        // Pipes and devices have no length and would block when opened.
        if (file.Length == 0)
            return null;
        try
        {
            _listed?.Need(file.Path);
            return File.OpenHandle(Path.Join(_root, file.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Unreadable(file.Path, null, "unreadable-file", "The file could not be opened; check that it may be read.");
            return null;
        }
    }

    private string? Read(SourceFile file)
    {
        if (file.Length > _limits.MaxTextBytes)
        {
            _problems.Unreadable(file.Path, null, "file-too-large",
                $"The file has {file.Length} bytes and at most {_limits.MaxTextBytes} are read; split it or take it out of the repository.");
            return null;
        }

        if (file.Length == 0)
            return "";
        using var handle = Open(file);
        if (handle is null)
            return null;
        return Decode(file, Fill(handle, new byte[_listed is null ? file.Length : RandomAccess.GetLength(handle)]));
    }

    private static ReadOnlySpan<byte> Fill(Microsoft.Win32.SafeHandles.SafeFileHandle handle, byte[] bytes)
    {
        var filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(filled), filled) is > 0 and var count)
            filled += count;
        return bytes.AsSpan(0, filled);
    }

    /// <summary>The text of a file whose bytes are at hand; null where it is worth a finding that there is none.</summary>
    public string? Decode(SourceFile file, ReadOnlySpan<byte> bytes)
    {
        if (LfsPointer.IsPointer(bytes))
        {
            _problems.Unreadable(file.Path, 1, "lfs-pointer", LfsPointer.Advice);
            return null;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes is [not 0, 0, not 0, 0, ..])
            return Encoding.Unicode.GetString(bytes);
        if (bytes is [0, not 0, 0, not 0, ..])
            return Encoding.BigEndianUnicode.GetString(bytes);
        if (!bytes.Contains((byte)0))
            return Encoding.UTF8.GetString(bytes);
        _problems.Unreadable(file.Path, null, "unreadable-file", "The file is binary where text is expected; save it as UTF-8.");
        return null;
    }

    private void Walk()
    {
        var pending = new Stack<(string Folder, int Depth)>([("", 0)]);
        while (pending.TryPop(out var next))
        {
            _stop.ThrowIfCancellationRequested();
            if (next.Depth > _limits.MaxFolderDepth)
            {
                _problems.Partial();
                _problems.Unreadable(next.Folder, null, "tree-too-deep", $"Folders deeper than {_limits.MaxFolderDepth} are not looked at; flatten the tree.");
                continue;
            }

            try
            {
                foreach (var entry in _listed?.Below(next.Folder) ?? List(next.Folder))
                    Visit(entry, next.Depth, pending);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _problems.Partial();
                _problems.Unreadable(next.Folder.Length == 0 ? "." : next.Folder, null, "unreadable-folder", "The folder could not be listed; check that it may be read.");
            }

            if (_files.Count + Ignored >= _limits.MaxFiles)
            {
                _problems.Partial();
                _problems.Unreadable(".", null, "too-many-files", $"More than {_limits.MaxFiles} files: the rest was not looked at. Split the repository.");
                break;
            }
        }

        Files = [.. _files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];
        foreach (var (path, target) in _links)
        {
            if (!LeadsIntoTree(path, target))
                _problems.Unreadable(path, null, "link-not-followed",
                    "The link leads out of the repository, in a circle or nowhere, and was not followed; replace it by what it should hold.", Severity.Info);
        }
    }

    private FileSystemEnumerable<TreeEntry> List(string folder) => new(
        Path.Join(_root, folder),
        (ref FileSystemEntry e) => new TreeEntry(
            folder.Length == 0 ? e.FileName.ToString() : $"{folder}/{e.FileName}",
            e.Attributes.HasFlag(FileAttributes.ReparsePoint),
            e.IsDirectory,
            e.IsDirectory ? 0 : e.Length),
        new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false });

    private void Visit(TreeEntry entry, int depth, Stack<(string, int)> pending)
    {
        // The runtime reads bytes that are not UTF-8 as U+FFFD and cannot open such a name again.
        if (entry.Path.Contains('\uFFFD', StringComparison.Ordinal))
            _problems.Unreadable(entry.Path, null, "name-not-utf8", "The name is not UTF-8, so what it names was not looked at; rename it.");
        else if (!entry.IsFolder && Ignores(entry.Path))
            Ignored++;
        else if (entry.IsLink)
            _links[entry.Path] = new FileInfo(Path.Join(_root, entry.Path)).LinkTarget ?? "/";
        else if (!entry.IsFolder && _linkTexts.Contains(entry.Path) && entry.Length is > 0 and < 4096)
            _links[entry.Path] = File.ReadAllText(Path.Join(_root, entry.Path));
        else if (!entry.IsFolder)
            _files[entry.Path] = new SourceFile(entry.Path, entry.Length);
        else if (!Vendored.Contains(entry.Path[(entry.Path.LastIndexOf('/') + 1)..]) && _folders.Add(entry.Path))
            pending.Push((entry.Path, depth + 1));
    }

    private bool LeadsIntoTree(string path, string target)
    {
        for (var hops = 0; hops < 40; hops++)
        {
            if (target.StartsWith('/') || SourcePath.Combine(SourcePath.Folder(path), target) is not { } resolved)
                return false;
            if (_files.ContainsKey(resolved))
                return true;
            if (_folders.Contains(resolved))
                return !SourcePath.IsBelow(path, resolved);
            if (!_links.TryGetValue(resolved, out var next))
                return false;
            (path, target) = (resolved, next);
        }

        return false;
    }
}
