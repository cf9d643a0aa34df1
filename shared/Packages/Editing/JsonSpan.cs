using System.Text;
using System.Text.Json;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>A JSON value and where it stands: byte offsets into the UTF-8 text.</summary>
internal sealed class JsonSpan
{
    private static readonly List<JsonMember> None = [];

    public required JsonTokenType Kind { get; init; }

    public required int Start { get; init; }

    public int End { get; private set; }

    public int Line { get; private init; }

    /// <summary>The text of a string; null for anything else.</summary>
    public string? Text { get; private init; }

    public List<JsonMember> Members { get; private set; } = None;

    public IReadOnlyList<JsonSpan> Elements { get; private set; } = [];

    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>The value of a property; null when there is none.</summary>
    /// <exception cref="UnreadableException">The property stands there twice.</exception>
    public JsonSpan? this[string name] => Member(name)?.Value;

    public JsonMember? Member(string name)
    {
        JsonMember? found = null;
        foreach (var member in Members)
        {
            if (member.Name != name)
                continue;
            if (found is not null)
                throw new UnreadableException($"{Display.Quote(name)} stands here a second time, so it is not known which one counts; remove one.", member.Value.Line);
            found = member;
        }
        return found;
    }

    public JsonSpan? Find(params ReadOnlySpan<string> path)
    {
        JsonSpan? at = this;
        foreach (var name in path)
            at = at?[name];
        return at;
    }

    /// <exception cref="UnreadableException">The text is no JSON.</exception>
    public static JsonSpan Parse(byte[] utf8, ReadLimits limits, bool relaxed, CancellationToken ct)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = limits.Depth,
            AllowTrailingCommas = relaxed,
            CommentHandling = relaxed ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        var lines = new LineCount(utf8);
        try
        {
            reader.Read();
            var root = Value(ref reader, lines, ct);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw Json.Describe(e);
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("A text has half of a surrogate pair (\\ud800 to \\udfff); correct it.");
        }
    }

    private static JsonSpan Value(ref Utf8JsonReader reader, LineCount lines, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var start = (int)reader.TokenStartIndex;
        var value = new JsonSpan
        {
            Kind = reader.TokenType,
            Start = start,
            Line = lines.At(start),
            Text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null,
        };
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var members = new List<JsonMember>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (at, name) = ((int)reader.TokenStartIndex, reader.GetString()!);
                var nameEnd = at + 2 + reader.ValueSpan.Length;
                reader.Read();
                members.Add(new(name, at, nameEnd, Value(ref reader, lines, ct)));
            }
            value.Members = members;
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            var elements = new List<JsonSpan>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                elements.Add(Value(ref reader, lines, ct));
            value.Elements = elements;
        }
        value.End = (int)reader.BytesConsumed;
        return value;
    }

    private sealed class LineCount(byte[] utf8)
    {
        private int line = 1;
        private int countedTo;

        public int At(int position)
        {
            line += utf8.AsSpan(countedTo, position - countedTo).Count((byte)'\n');
            countedTo = position;
            return line;
        }
    }
}

/// <param name="Name">Without its quotes.</param>
/// <param name="Start">Of the opening quote of the name.</param>
/// <param name="NameEnd">Behind its closing quote.</param>
/// <param name="Value">What it is.</param>
internal sealed record JsonMember(string Name, int Start, int NameEnd, JsonSpan Value);
