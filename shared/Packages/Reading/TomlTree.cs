using System.Text;
using Tomlyn;
using Tomlyn.Parsing;

namespace Cortex.Packages.Reading;

/// <summary>A TOML value with its line. Tables that a file opens more than once are one table.</summary>
internal sealed class TomlTree
{
    private static readonly TomlParserOptions Scalars = new() { DecodeScalars = true, EagerStringValues = true };

    /// <summary>The 1-based line of the key, or of the value where it stands in an array.</summary>
    public required int Line { get; init; }

    /// <summary>The value, when it is a string.</summary>
    public string? Text { get; private set; }

    /// <summary>Where the value starts in the text, quotes and brackets included; -1 for a table that has no brackets.</summary>
    public int Start { get; private set; } = -1;

    /// <summary>Where a value that is neither an array nor a table ends, behind its quote; -1 for others.</summary>
    public int End { get; private set; } = -1;

    /// <summary>The line of the first key that has a value already; the last value counts.</summary>
    public int? RepeatedLine { get; internal set; }

    public bool IsTrue { get; private set; }

    /// <summary>In the order of the file; null unless this is a table.</summary>
    public Dictionary<string, TomlTree>? Table { get; private set; }

    /// <summary>Null unless this is an array.</summary>
    public List<TomlTree>? Items { get; private set; }

    public TomlTree? this[string key] => Table?.GetValueOrDefault(key);

    public TomlTree? At(params ReadOnlySpan<string> keys)
    {
        var at = this;
        foreach (var key in keys)
            at = at?[key];
        return at;
    }

    /// <summary>The tables of an array; nothing when there is none.</summary>
    public IEnumerable<TomlTree> Tables(string key) => this[key]?.Items?.Where(item => item.Table is not null) ?? [];

    public IEnumerable<KeyValuePair<string, TomlTree>> Entries(params ReadOnlySpan<string> keys) => At(keys)?.Table ?? [];

    /// <summary>Keys that <paramref name="keep"/> (name of the table, key) declines are passed over with all they contain.</summary>
    public static TomlTree Parse(byte[] bytes, ReadLimits limits, Func<string, string, bool> keep, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString(Json.Utf8Of(bytes));
        try
        {
            var parser = TomlParser.Create(text, Scalars, new TomlSerializerOptions { MaxDepth = limits.Depth });
            return new TomlTreeBuilder(parser, keep, ct).Build();
        }
        catch (TomlException e)
        {
            throw new UnreadableException($"The file is not valid TOML: {Describe(e)} Correct it there.", e.Line);
        }
        // The parser cannot name an escape that the end of the file cuts off.
        catch (ArgumentOutOfRangeException)
        {
            throw new UnreadableException("The file is not valid TOML: it ends in the middle of an escape. Correct it there.", text.Count('\n') + 1);
        }
    }

    // The parser's message starts with the position and names the severity.
    private static string Describe(TomlException e)
    {
        var text = e.Message.Split('\n')[0].Trim();
        var start = text.IndexOf(" : error : ", StringComparison.Ordinal);
        return (start < 0 ? text : text[(start + 11)..]).TrimEnd('.') + ".";
    }

    internal void Set(string text) => Text = text;

    internal void StandAt(int start, int end) => (Start, End) = (start, end);

    internal void SetTrue() => IsTrue = true;

    internal TomlTree AsTable()
    {
        Table ??= new(StringComparer.Ordinal);
        return this;
    }

    internal TomlTree AsArray()
    {
        Items ??= [];
        return this;
    }
}
