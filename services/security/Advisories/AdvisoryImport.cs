using Cortex.Security.Advisories.Reading;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scoring;

namespace Cortex.Security.Advisories;

/// <summary>What an import found and did.</summary>
public sealed class AdvisoryImport
{
    /// <summary>Files that are listed with their reason; of more only the number is kept.</summary>
    private const int MostListed = 100;

    private readonly List<UnreadableAdvisory> unreadable = [];

    /// <summary>What the report calls the set.</summary>
    public required string Source { get; init; }

    /// <summary>Files read.</summary>
    public int Read { get; internal set; }

    /// <summary>Records that were not there before.</summary>
    public int Added { get; private set; }

    /// <summary>Records that took the place of older ones.</summary>
    public int Replaced { get; private set; }

    /// <summary>Records that were there already, as new or newer.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Among those taken in: records that their publisher took back.</summary>
    public int Withdrawn { get; private set; }

    /// <summary>When the newest record was last modified.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>Files that hold no advisory, with the reason; and, with the advisory's id, parts of one that cannot be used.</summary>
    public IReadOnlyList<UnreadableAdvisory> Unreadable => unreadable;

    /// <summary>How many more there are than <see cref="Unreadable"/> lists.</summary>
    public int MoreUnreadable { get; private set; }

    internal Advisory? Accept(AdvisoryFile file)
    {
        try
        {
            if (file.Unreadable is { } reason)
                throw new AdvisoryFormatException(reason);
            var advisory = OsvReader.Read(file.Content);
            foreach (var vector in advisory.Vectors.Concat(advisory.Affected.SelectMany(a => a.Vectors)))
                NoteVector(file.Name, advisory.Id, vector);
            if (Newest is null || advisory.Modified > Newest)
                Newest = advisory.Modified;
            if (advisory.Withdrawn is not null)
                Withdrawn++;
            return advisory;
        }
        catch (AdvisoryFormatException e)
        {
            Failed++;
            Note(new(file.Name, null, e.Message));
            return null;
        }
    }

    /// <summary>Files that hold no advisory.</summary>
    public int Failed { get; private set; }

    internal void Count(Written written)
    {
        switch (written)
        {
            case Written.Added:
                Added++;
                break;
            case Written.Replaced:
                Replaced++;
                break;
            default:
                Unchanged++;
                break;
        }
    }

    private void NoteVector(string file, string id, string vector)
    {
        try
        {
            CvssScore.Of(vector);
        }
        catch (FormatException e)
        {
            Note(new(file, id, e.Message));
        }
    }

    private void Note(UnreadableAdvisory found)
    {
        if (unreadable.Count < MostListed)
            unreadable.Add(found);
        else
            MoreUnreadable++;
    }
}

/// <summary>A file of an import that holds no advisory, or a part of one that cannot be used.</summary>
public sealed record UnreadableAdvisory(string File, string? Advisory, string Reason);
