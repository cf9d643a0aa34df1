using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;

namespace Cortex.Security.Advisories.Reading;

/// <summary>
/// The JSON files of a path, one after the other: a file, a folder with all below it, or a .zip, .tar, .tar.gz or .tgz archive, which
/// is read as a stream and never unpacked to disk. Links are not followed.
/// </summary>
internal static class AdvisoryFiles
{
    /// <summary>The largest record that is read, in bytes.</summary>
    public const int MaxRecordBytes = 16 * 1024 * 1024;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <exception cref="FileNotFoundException">There is nothing at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidDataException">A broken archive.</exception>
    public static IEnumerable<AdvisoryFile> Open(string path)
    {
        if (Directory.Exists(path))
            return OfFolder(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no '{path}'.", path);
        return path switch
        {
            _ when path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || IsZip(path) => OfZip(path),
            _ when path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) => OfTar(path, compressed: false),
            _ when path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) => OfTar(path, compressed: true),
            _ => [ReadFile(path, path)],
        };
    }

    /// <summary>However it is called: downloads are often saved under another name.</summary>
    private static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("PK\x03\x04"u8);
    }

    private static IEnumerable<AdvisoryFile> OfFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", Everything))
            yield return ReadFile(file, Path.GetRelativePath(folder, file));
    }

    private static IEnumerable<AdvisoryFile> OfZip(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            if (!IsJson(entry.FullName))
                continue;
            if (entry.Length > MaxRecordBytes)
            {
                yield return AdvisoryFile.TooLarge(entry.FullName);
                continue;
            }
            yield return Read(entry);
        }
    }

    /// <summary>One damaged entry does not cost the others.</summary>
    private static AdvisoryFile Read(ZipArchiveEntry entry)
    {
        try
        {
            using var content = entry.Open();
            return Read(content, entry.FullName, entry.Length);
        }
        catch (InvalidDataException e)
        {
            return new(entry.FullName, default, $"damaged in the archive: {e.Message}");
        }
    }

    private static IEnumerable<AdvisoryFile> OfTar(string path, bool compressed)
    {
        using var file = File.OpenRead(path);
        using var stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var archive = new TarReader(stream);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsJson(entry.Name))
                continue;
            if (entry.Length > MaxRecordBytes)
                yield return AdvisoryFile.TooLarge(entry.Name);
            else
                yield return Read(entry.DataStream ?? Stream.Null, entry.Name, entry.Length);
        }
    }

    private static AdvisoryFile ReadFile(string path, string name)
    {
        var info = new FileInfo(path);
        if (info.Length > MaxRecordBytes)
            return AdvisoryFile.TooLarge(name);
        try
        {
            return new(name, File.ReadAllBytes(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(name, default, e.Message);
        }
    }

    /// <summary>An archive may lie about its lengths: no more than the limit is read whatever it says.</summary>
    private static AdvisoryFile Read(Stream content, string name, long length)
    {
        var bytes = new MemoryStream((int)Math.Min(length, MaxRecordBytes));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaxRecordBytes)
                    return AdvisoryFile.TooLarge(name);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new(name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), null);
    }

    private static bool IsJson(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One file of an import, or why it could not be read.</summary>
internal readonly record struct AdvisoryFile(string Name, ReadOnlyMemory<byte> Content, string? Unreadable)
{
    public static AdvisoryFile TooLarge(string name) =>
        new(name, default, $"larger than {AdvisoryFiles.MaxRecordBytes / 1024 / 1024} MB; leave it out or split it");
}
