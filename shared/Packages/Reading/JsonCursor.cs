using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cortex.Packages.Reading;

/// <summary>
/// Walks JSON forwards in one pass and knows the line it is on. A reader visits an object with
/// <c>while (json.NextProperty(out var name))</c> and leaves each value on its last token, by reading or skipping it.
/// </summary>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> utf8;
    private readonly CancellationToken ct;
    private Utf8JsonReader reader;
    private int line = 1;
    private int countedTo;

    /// <param name="utf8">The whole file.</param>
    /// <param name="limits">Bounds the nesting.</param>
    /// <param name="ct">Ends the walk.</param>
    /// <param name="relaxed">Whether comments and commas at an end are allowed, as JSONC has them.</param>
    public JsonCursor(ReadOnlySpan<byte> utf8, ReadLimits limits, CancellationToken ct, bool relaxed = false)
    {
        this.utf8 = utf8;
        this.ct = ct;
        reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = limits.Depth,
            AllowTrailingCommas = relaxed,
            CommentHandling = relaxed ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        Read();
    }

    /// <summary>The line of the property that <see cref="NextProperty"/> came to last.</summary>
    public int PropertyLine { get; private set; }

    public readonly JsonTokenType Token => reader.TokenType;

    public int Line
    {
        get
        {
            var position = (int)reader.TokenStartIndex;
            line += utf8[countedTo..position].Count((byte)'\n');
            countedTo = position;
            return line;
        }
    }

    /// <summary>Fails unless the cursor stands on an object.</summary>
    public void RequireObject(string what)
    {
        if (Token != JsonTokenType.StartObject)
            throw new UnreadableException($"{what} is not a JSON object; restore the file or write it anew.", Line);
    }

    /// <summary>Moves to the value of the object's next property; false at the object's end.</summary>
    public bool NextProperty(out string name)
    {
        name = "";
        Read();
        if (Token == JsonTokenType.EndObject)
            return false;
        PropertyLine = Line;
        name = Text();
        Read();
        return true;
    }

    /// <summary>Like <see cref="NextProperty"/>, but false and skipped when the cursor stands on no object.</summary>
    public bool NextPropertyIfObject(ref bool entered, out string name)
    {
        name = "";
        if (!entered && Token != JsonTokenType.StartObject)
        {
            Skip();
            return false;
        }
        entered = true;
        return NextProperty(out name);
    }

    /// <summary>Moves to the array's next element; false at its end, and skipped when the cursor stands on no array.</summary>
    public bool NextElementIfArray(ref bool entered)
    {
        if (!entered && Token != JsonTokenType.StartArray)
        {
            Skip();
            return false;
        }
        entered = true;
        Read();
        return Token != JsonTokenType.EndArray;
    }

    public void Skip() => reader.Skip();

    /// <summary>Reads to the end, so that what follows the value is checked, too.</summary>
    public void Finish()
    {
        while (reader.Read())
            ct.ThrowIfCancellationRequested();
    }

    /// <summary>Whether the value is true; any other value is skipped.</summary>
    public bool TrueOrSkip()
    {
        var isTrue = Token == JsonTokenType.True;
        Skip();
        return isTrue;
    }

    /// <summary>The string the cursor stands on; null, and skipped, when it is something else.</summary>
    public string? TextOrSkip()
    {
        if (Token == JsonTokenType.String)
            return Text();
        Skip();
        return null;
    }

    /// <summary>The scalar the cursor stands on as it is written, for messages.</summary>
    public readonly string Raw() => Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 40)]);

    public readonly int? Integer() =>
        Token == JsonTokenType.Number && int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("A text has half of a surrogate pair (\\ud800 to \\udfff); correct it.", Line);
        }
    }

    private void Read()
    {
        ct.ThrowIfCancellationRequested();
        reader.Read();
    }
}
