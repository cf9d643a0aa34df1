using System.Formats.Tar;
using System.Text;

namespace Cortex.Workspaces.Sources;

/// <summary>Reads what <see cref="SourceFiles"/> writes.</summary>
public static class SourceArchive
{
    /// <summary>Hands each of the wanted files over and takes it out of <paramref name="wanted"/>; what else is there is passed over.</summary>
    /// <param name="archive">Read once, forwards.</param>
    /// <param name="wanted">By path.</param>
    /// <param name="visit">Takes the file.</param>
    /// <param name="stop">Stops between files.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">The archive is whole and has not all of them.</exception>
    public static async Task ReadAsync(Stream archive, IDictionary<string, SourceEntry> wanted, SourceVisitor visit, CancellationToken stop)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, stop) is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory || !wanted.TryGetValue(entry.Name, out var file))
                continue;
            if (entry.EntryType is TarEntryType.SymbolicLink)
                Visit(file, Encoding.UTF8.GetBytes(entry.LinkName), visit);
            else
                visit(file, entry.Length, entry.DataStream ?? Stream.Null);
            wanted.Remove(entry.Name);
        }

        if (wanted.Count > 0)
            throw new InvalidDataException($"The archive ended without {wanted.Count} of the files, {wanted.Keys.First()} among them.");
    }

    private static void Visit(SourceEntry file, byte[] content, SourceVisitor visit)
    {
        using var stream = new MemoryStream(content);
        visit(file, content.Length, stream);
    }
}
