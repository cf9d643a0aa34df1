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

    /// <summary>Null when there is nothing that could be continued.</summary>
    public FeedEdition? Edition
    {
        get
        {
            if (Length == 0 || !File.Exists(note))
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
    }

    /// <summary>Opens the part for what comes next; an edition that is new begins it anew.</summary>
    public FileStream Open(FeedEdition edition, bool anew)
    {
        if (anew)
        {
            File.Delete(part);
            File.WriteAllText(note, JsonSerializer.Serialize(edition));
        }
        // Unbuffered: what has arrived is on its way to the disk whenever the process ends.
        return new FileStream(part, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public void Finish()
    {
        File.Move(part, path, overwrite: true);
        File.Delete(note);
    }

    public void Delete()
    {
        foreach (var file in new[] { part, note, path })
            File.Delete(file);
    }
}
