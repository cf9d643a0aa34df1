using System.Text.Json;

namespace Cortex.Packages.Reading;

/// <summary>Reads files of one repository. Links are never followed, and nothing outside the root is opened.</summary>
internal sealed class RepositoryFiles(string root, ReadLimits limits, CancellationToken ct, Action<string>? need = null)
{
    private readonly Dictionary<string, bool> realFolders = new(StringComparer.Ordinal) { [""] = true };
    private readonly Dictionary<(Type, string), object> parsed = [];
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private long elementsLeft = limits.MaxScanElements;

    public ReadLimits Limits => limits;

    public CancellationToken Cancellation => ct;

    public string FullPath(string path) => Path.Join(root, path);

    /// <summary>Whether a regular file is there that is reached without a link.</summary>
    public bool Exists(string path)
    {
        need?.Invoke(path);
        var file = new FileInfo(FullPath(path));
        return file.Exists && !IsLink(file) && IsRealFolder(RepositoryPath.Folder(path));
    }

    /// <summary>The file's bytes, once parsed; the outcome, good or bad, is kept for the scan.</summary>
    /// <exception cref="UnreadableException">The file cannot be read or parsed.</exception>
    public T Parsed<T>(string path, Func<byte[], T> parse)
        where T : class
    {
        if (!parsed.TryGetValue((typeof(T), path), out var outcome))
        {
            try
            {
                outcome = parse(Read(path));
            }
            catch (UnreadableException e)
            {
                outcome = e;
            }
            catch (JsonException e)
            {
                outcome = Json.Describe(e);
            }
            parsed[(typeof(T), path)] = outcome;
        }
        return outcome as T ?? throw (UnreadableException)outcome;
    }

    /// <summary>True for the first that asks for a file, which others may name, too; it alone lists it.</summary>
    public bool Claim(string path) => claimed.Add(path);

    /// <summary>Counts work against the scan's limit on evaluated elements.</summary>
    public void Spend(int elements)
    {
        ct.ThrowIfCancellationRequested();
        elementsLeft -= elements;
        if (elementsLeft < 0)
            throw new UnreadableException(
                $"The projects of this scan have more than {limits.MaxScanElements} elements; scan a smaller folder.");
    }

    /// <summary>Whether the first visible character is that one; byte order marks and UTF-16's zeros are passed over.</summary>
    public bool StartsWith(string path, byte expected)
    {
        try
        {
            ReadOnlySpan<byte> seen = Read(path);
            seen = seen.TrimStart<byte>([0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, 0x20, 0x09, 0x0D, 0x0A]);
            return !seen.IsEmpty && seen[0] == expected;
        }
        catch (UnreadableException)
        {
            return true;
        }
    }

    /// <summary>The file as it is.</summary>
    /// <exception cref="UnreadableException">The file cannot be read.</exception>
    public byte[] Bytes(string path) => Read(path);

    private byte[] Read(string path)
    {
        if (!Exists(path))
            throw new UnreadableException(File.Exists(FullPath(path)) || IsLink(new FileInfo(FullPath(path)))
                ? "The file is, or lies behind, a link; links are not followed. Replace the link by the file."
                : "The file is not there, or its name is not UTF-8; correct the path or rename the file.");
        try
        {
            return ReadBounded(FullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException($"The file could not be opened: {e.GetType().Name}. Check that it may be read.");
        }
    }

    private byte[] ReadBounded(string fullPath)
    {
        // Pipes and devices have no length and would block when opened.
        var length = new FileInfo(fullPath).Length;
        if (length == 0)
            throw new UnreadableException("The file is empty; restore it or remove it.");
        if (length > limits.MaxFileBytes)
            throw new UnreadableException(
                $"The file has {length} bytes and at most {limits.MaxFileBytes} are read; raise the limit or remove the file.");
        using var handle = File.OpenHandle(fullPath);
        var bytes = new byte[length];
        var filled = 0;
        while (filled < bytes.Length)
        {
            ct.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(handle, bytes.AsSpan(filled), filled);
            if (count == 0)
                return bytes[..filled];
            filled += count;
        }
        return bytes;
    }

    private bool IsRealFolder(string folder)
    {
        if (realFolders.TryGetValue(folder, out var known))
            return known;
        var info = new DirectoryInfo(FullPath(folder));
        var real = info.Exists && !IsLink(info) && IsRealFolder(RepositoryPath.Folder(folder));
        realFolders[folder] = real;
        return real;
    }

    public static bool IsLink(FileSystemInfo info) =>
        info.LinkTarget is not null || (info.Exists && info.Attributes.HasFlag(FileAttributes.ReparsePoint));
}
