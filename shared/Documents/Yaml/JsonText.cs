using System.Text;
using System.Text.Json;

namespace Cortex.Documents.Yaml;

/// <summary>Parses JSON into the same values as YAML, with lines, and within the same limit on depth; comments and trailing commas are let pass.</summary>
public static class JsonText
{
    private const int MaxDepth = 100;

    /// <exception cref="YamlTextException">The text is not JSON, or is nested too deep.</exception>
    public static YamlValue Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        var lines = new Lines(bytes);
        try
        {
            reader.Read();
            var value = Value(ref reader, lines);
            reader.Read();
            return value;
        }
        catch (JsonException e)
        {
            throw new YamlTextException((int)(e.LineNumber ?? 0) + 1, "The file is not valid JSON, or is nested too deep; correct it there.");
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair, which JSON allows and no string can hold.
            throw new YamlTextException(lines.At(reader.TokenStartIndex), "A text of the file is not valid Unicode; correct it there.");
        }
    }

    private static YamlValue Value(ref Utf8JsonReader reader, Lines lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var pairs = new List<KeyValuePair<string, YamlValue>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    pairs.Add(new(key, Value(ref reader, lines)));
                }

                return new YamlMapping(line, pairs);
            case JsonTokenType.StartArray:
                var values = new List<YamlValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    values.Add(Value(ref reader, lines));
                return new YamlSequence(line, values);
            case JsonTokenType.String:
                return new YamlScalar(line, reader.GetString()!) { IsText = true };
            default:
                return new YamlScalar(line, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>Counts on from the last place that was asked for.</summary>
    private sealed class Lines(byte[] bytes)
    {
        private int _offset;
        private int _line = 1;

        public int At(long offset)
        {
            var next = (int)Math.Max(_offset, offset);
            _line += bytes.AsSpan(_offset, next - _offset).Count((byte)'\n');
            _offset = next;
            return _line;
        }
    }
}
