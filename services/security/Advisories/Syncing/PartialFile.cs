using System.Text.Json;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories.Syncing;

/// <summary>A file on its way: the bytes that are here, and beside them the edition that they are of, without which they cannot be continued.</summary>
internal sealed class PartialFile(string path)
{
    private readonly string part = path + ".part";
    private readonly string note = path + ".edition";

    /// <summary>The whole file, once it is here.</summary>
    public string Finished => path;

    public long Length => File.Exists(part) ? new FileInfo(part).Length : 0;

    /// <summary>Of what could be continued; null when there is nothing.</summary>
    public FeedEdition? Edition => Length > 0 ? Note() : null;

    /// <summary>Of a file that is here whole and was not taken in to its end; null when there is none.</summary>
    public FeedEdition? Arrived => File.Exists(path) && Length == 0 ? Note() : null;

    private FeedEdition? Note()
    {
        if (!File.Exists(note))
            return null;
        try
        {
            return JsonSerializer.Deserialize<FeedEdition>(File.ReadAllText(note));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Opens the part for what comes next; an edition that is new begins it anew.</summary>
    public FileStream Open(FeedEdition edition, bool anew)
    {
        if (anew)
        {
            Delete();
            File.WriteAllText(note, JsonSerializer.Serialize(edition));
        }
        // Unbuffered: what has arrived is on its way to the disk whenever the process ends.
        return new FileStream(part, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public void Finish() => File.Move(part, path, overwrite: true);

    public void Delete()
    {
        foreach (var file in new[] { part, note, path })
            File.Delete(file);
    }
}
