using System.Text.Json;

namespace Cortex.Security.Advisories.Reading;

/// <summary>Files that hold several records: a list of them, or the answer of OSV's API, which has them in "vulns".</summary>
internal static class OsvLists
{
    private static readonly JsonReaderOptions Limits = new() { MaxDepth = 64 };

    /// <summary>The texts of the records, none of them read yet.</summary>
    /// <exception cref="AdvisoryFormatException">A list that is no JSON.</exception>
    public static IReadOnlyList<(ReadOnlyMemory<byte> Json, bool IsList)> Of(ReadOnlyMemory<byte> json)
    {
        var start = json.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (start is not [(byte)'[', ..] && !(start is [(byte)'{', ..] && start[1..].TrimStart(" \t\r\n"u8).StartsWith("\"vulns\""u8)))
            return [(json, false)];
        try
        {
            return Items(json[^start.Length..]);
        }
        catch (JsonException e)
        {
            throw new AdvisoryFormatException($"no JSON: {e.Message}");
        }
    }

    private static List<(ReadOnlyMemory<byte>, bool)> Items(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Limits);
        while (reader.Read() && reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth > 0)
                throw new AdvisoryFormatException("'vulns' must be a list");
        }
        var items = new List<(ReadOnlyMemory<byte>, bool)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add((json[from..(int)reader.BytesConsumed], true));
        }
        return items;
    }
}
