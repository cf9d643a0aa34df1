using System.Globalization;
using System.Text.Json;

namespace Cortex.Security.Advisories.Reading;

/// <summary>Reads one record of the OSV format (https://ossf.github.io/osv-schema/), versions 1.x. What it does not use it passes over.</summary>
internal static class OsvReader
{
    private const int MaxIdLength = 256;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="AdvisoryFormatException">Not such a record; the message says which part and why.</exception>
    public static Advisory Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json), Limits);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new AdvisoryFormatException($"no JSON: {e.Message}");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static Advisory Read(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw new AdvisoryFormatException("an advisory is a JSON object");
        var id = Text(record, "id");
        if (id is null or "" || id.Length > MaxIdLength || id.Any(char.IsControl))
            throw new AdvisoryFormatException("'id' is missing or no id");
        return new Advisory
        {
            Id = id,
            Modified = Time(record, "modified") ?? throw new AdvisoryFormatException("'modified' is missing"),
            Published = Time(record, "published"),
            Withdrawn = Time(record, "withdrawn"),
            Aliases = Texts(record, "aliases"),
            Summary = Text(record, "summary") ?? "",
            Vectors = Vectors(record),
            Rating = Property(record, "database_specific", JsonValueKind.Object) is { } specific ? Text(specific, "severity") : null,
            Affected = [.. Items(record, "affected").Select(ReadAffected).OfType<AffectedPackage>()],
        };
    }

    /// <summary>Null for an entry without a package, which only speaks of commits.</summary>
    private static AffectedPackage? ReadAffected(JsonElement entry)
    {
        if (Property(entry, "package", JsonValueKind.Object) is not { } package)
            return null;
        var ecosystem = Text(package, "ecosystem") ?? throw new AdvisoryFormatException("'affected.package.ecosystem' is missing");
        var colon = ecosystem.IndexOf(':', StringComparison.Ordinal);
        return new AffectedPackage
        {
            Ecosystem = colon < 0 ? ecosystem : ecosystem[..colon],
            Release = colon < 0 ? null : ecosystem[(colon + 1)..],
            Name = Text(package, "name") is { Length: > 0 } name ? name : throw new AdvisoryFormatException("'affected.package.name' is missing"),
            Ranges = [.. Items(entry, "ranges").Select(ReadRange)],
            Versions = Texts(entry, "versions"),
            Vectors = Vectors(entry),
        };
    }

    private static AffectedRange ReadRange(JsonElement range) => new()
    {
        Type = Text(range, "type") switch
        {
            "SEMVER" => RangeType.Semver,
            "ECOSYSTEM" => RangeType.Ecosystem,
            "GIT" => RangeType.Git,
            var type => throw new AdvisoryFormatException($"'{type}' is no type of range (SEMVER, ECOSYSTEM, GIT)"),
        },
        Events = [.. Items(range, "events").SelectMany(ReadEvents)],
    };

    private static IEnumerable<RangeEvent> ReadEvents(JsonElement entry)
    {
        foreach (var property in entry.EnumerateObject())
        {
            RangeEventKind? kind = property.Name switch
            {
                "introduced" => RangeEventKind.Introduced,
                "fixed" => RangeEventKind.Fixed,
                "last_affected" => RangeEventKind.LastAffected,
                "limit" => RangeEventKind.Limit,
                _ => null,
            };
            if (kind is not { } known)
                continue;
            if (property.Value.ValueKind != JsonValueKind.String)
                throw new AdvisoryFormatException($"'{property.Name}' must be a text");
            yield return new(known, property.Value.GetString()!);
        }
    }

    private static List<string> Vectors(JsonElement of) =>
        [.. Items(of, "severity").Where(s => Text(s, "type") is { } type && type.StartsWith("CVSS_", StringComparison.Ordinal)).Select(s => Text(s, "score")).OfType<string>()];

    private static DateTimeOffset? Time(JsonElement of, string name)
    {
        if (Text(of, name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new AdvisoryFormatException($"'{name}' is no time of RFC 3339");
    }

    private static string? Text(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new AdvisoryFormatException($"'{name}' must be a text");
    }

    private static List<string> Texts(JsonElement of, string name)
    {
        var texts = new List<string>();
        if (Property(of, name, JsonValueKind.Array) is not { } array)
            return texts;
        foreach (var item in array.EnumerateArray())
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new AdvisoryFormatException($"'{name}' must hold texts"));
        return texts;
    }

    private static IEnumerable<JsonElement> Items(JsonElement of, string name)
    {
        if (Property(of, name, JsonValueKind.Array) is not { } array)
            yield break;
        foreach (var item in array.EnumerateArray())
            yield return item.ValueKind == JsonValueKind.Object ? item : throw new AdvisoryFormatException($"'{name}' must hold objects");
    }

    private static JsonElement? Property(JsonElement of, string name, JsonValueKind kind)
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw new AdvisoryFormatException($"'{name}' must be {(kind == JsonValueKind.Array ? "a list" : "an object")}");
    }
}

/// <summary>A record that is no advisory of the OSV format; the message names the part.</summary>
internal sealed class AdvisoryFormatException(string message) : FormatException(message);
