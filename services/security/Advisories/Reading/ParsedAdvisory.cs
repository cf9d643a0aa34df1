using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scoring;

namespace Cortex.Security.Advisories.Reading;

/// <summary>What one file of an import turned out to hold.</summary>
/// <param name="File">Its name.</param>
/// <param name="Row">Null when it holds no advisory; <paramref name="Notes"/> then says why.</param>
/// <param name="Notes">What cannot be used.</param>
internal sealed record ParsedAdvisory(string File, AdvisoryRow? Row, IReadOnlyList<string> Notes)
{
    private const int MostNotes = 10;

    /// <summary>One; or as many as a list has, which is how queries of OSV are kept.</summary>
    public static IEnumerable<ParsedAdvisory> Of(AdvisoryFile file)
    {
        if (file.Unreadable is { } reason)
            return [new(file.Name, null, [reason])];
        try
        {
            return [.. OsvLists.Of(file.Content).Select((record, at) => Of(record.IsList ? $"{file.Name}#{at}" : file.Name, record.Json))];
        }
        catch (AdvisoryFormatException e)
        {
            return [new(file.Name, null, [e.Message])];
        }
    }

    private static ParsedAdvisory Of(string name, ReadOnlyMemory<byte> json)
    {
        var notes = new List<string>();
        try
        {
            var advisory = OsvReader.Read(json, notes);
            foreach (var vector in advisory.Vectors.Concat(advisory.Affected.SelectMany(a => a.Vectors)))
                NoteVector(vector, notes);
            return new(name, AdvisoryRow.Of(advisory), [.. notes.Distinct(StringComparer.Ordinal).Take(MostNotes)]);
        }
        catch (AdvisoryFormatException e)
        {
            return new(name, null, [e.Message]);
        }
    }

    private static void NoteVector(string vector, List<string> notes)
    {
        try
        {
            CvssScore.Of(vector);
        }
        catch (FormatException e)
        {
            notes.Add(e.Message);
        }
    }
}
