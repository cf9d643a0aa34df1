using Cortex.Security.Advisories.Reading;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories;

/// <summary>What an import found and did.</summary>
public sealed class AdvisoryImport
{
    public const string Osv = "osv";
    public const string Epss = "epss";
    public const string Kev = "kev";

    /// <summary>Files that are listed with their reason; of more only the number is kept.</summary>
    private const int MostListed = 100;

    private readonly List<UnreadableAdvisory> unreadable = [];

    /// <summary>What the report calls the set.</summary>
    public required string Source { get; init; }

    /// <summary>"osv" for advisories, "epss" for scores, "kev" for the catalogue of exploited vulnerabilities.</summary>
    public string Kind { get; init; } = Osv;

    /// <summary>Files read; rows of EPSS, entries of the catalogue.</summary>
    public int Read { get; internal set; }

    /// <summary>Records that were not there before.</summary>
    public int Added { get; internal set; }

    /// <summary>Records that took the place of older ones.</summary>
    public int Replaced { get; private set; }

    /// <summary>Records that were there already, as new or newer.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Among those taken in: records that their publisher took back.</summary>
    public int Withdrawn { get; private set; }

    /// <summary>When the newest record was last modified.</summary>
    public DateTimeOffset? Newest { get; internal set; }

    /// <summary>Files that hold no advisory.</summary>
    public int Failed { get; private set; }

    /// <summary>Files that hold no advisory, with the reason; and, with the advisory's id, parts of one that cannot be used.</summary>
    public IReadOnlyList<UnreadableAdvisory> Unreadable => unreadable;

    /// <summary>How many more there are than <see cref="Unreadable"/> lists.</summary>
    public int MoreUnreadable { get; private set; }

    /// <summary>The row to be written; null when the file holds none.</summary>
    internal AdvisoryRow? Accept(ParsedAdvisory parsed)
    {
        Read++;
        foreach (var reason in parsed.Notes)
            Note(new(parsed.File, parsed.Row?.Id, reason));
        if (parsed.Row is not { } row)
        {
            Failed++;
            return null;
        }
        if (Newest is null || row.Modified > Newest.Value.UtcTicks)
            Newest = new DateTimeOffset(row.Modified, TimeSpan.Zero);
        if (row.Withdrawn is not null)
            Withdrawn++;
        return row;
    }

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

    internal void Fail(UnreadableAdvisory found)
    {
        Failed++;
        Note(found);
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
