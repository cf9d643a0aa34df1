using System.Globalization;
using System.Text.Json;

namespace Cortex.Security.Advisories.Reading;

/// <summary>
/// Reads one record of the OSV format (https://ossf.github.io/osv-schema/), versions 1.x. What it does not use it passes over; a part
/// that is wrong is noted and the rest is used.
/// </summary>
internal static class OsvReader
{
    private const int MaxIdLength = 256;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <param name="json">The record.</param>
    /// <param name="notes">Takes what is wrong with parts of it.</param>
    /// <exception cref="AdvisoryFormatException">Not such a record; the message says which part and why.</exception>
    public static Advisory Read(ReadOnlyMemory<byte> json, ICollection<string> notes)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json), Limits);
            return Read(new OsvObject(document.RootElement, notes), notes);
        }
        // Text that is no UTF-16 shows when it is asked for only.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new AdvisoryFormatException($"no JSON: {e.Message}");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static Advisory Read(OsvObject record, ICollection<string> notes)
    {
        if (!record.IsObject)
            throw new AdvisoryFormatException("an advisory is a JSON object");
        var id = record.Text("id");
        if (!IsId(id))
            throw new AdvisoryFormatException("'id' is missing or no id");
        return new Advisory
        {
            Id = id!,
            Modified = Time(record, "modified") ?? throw new AdvisoryFormatException("'modified' is missing or no time of RFC 3339"),
            Published = Time(record, "published"),
            Withdrawn = Withdrawn(record),
            Aliases = [.. record.Texts("aliases").Where(IsId).Distinct(StringComparer.Ordinal)],
            Summary = record.Text("summary") ?? "",
            Vectors = [.. OsvAffected.Vectors(record)],
            Rating = record.Object("database_specific")?.Text("severity"),
            Affected = OsvAffected.Read(record, notes),
        };
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= MaxIdLength } && !id.Any(char.IsControl);

    // A record that somebody took back must not come to life because the day is misspelled.
    private static DateTimeOffset? Withdrawn(OsvObject record) =>
        record.Text("withdrawn") is null ? null : Time(record, "withdrawn") ?? DateTimeOffset.UnixEpoch;

    private static DateTimeOffset? Time(OsvObject record, string name)
    {
        if (record.Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        record.Note($"'{name}' is no time of RFC 3339");
        return null;
    }
}

/// <summary>A record that is no advisory of the OSV format; the message names the part.</summary>
internal sealed class AdvisoryFormatException(string message) : FormatException(message);
