using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>Changes values of a JSON text in place; every other byte stays. What is added is written as its neighbours are.</summary>
internal sealed class JsonEdit
{
    private const string DefaultIndent = "  ";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Edits edits;
    private readonly string path;
    private readonly bool relaxed;
    private readonly List<(int Start, int End, string Text)> changes = [];
    private byte[] utf8;

    private JsonEdit(Edits edits, string path, bool relaxed)
    {
        this.edits = edits;
        this.path = path;
        this.relaxed = relaxed;
        utf8 = [];
        Root = Load(edits.Text(path));
    }

    public JsonSpan Root { get; private set; }

    public static JsonEdit Of(Edits edits, string path, bool relaxed = false)
    {
        var edit = new JsonEdit(edits, path, relaxed);
        return edit.Root.IsObject ? edit : throw new UnreadableException("The file is not a JSON object; restore it or write it anew.", 1);
    }

    public void Replace(JsonSpan value, string text)
    {
        if (value.Text != text)
            changes.Add((value.Start, value.End, Quote(text)));
    }

    public void Rename(JsonMember member, string name) => changes.Add((member.Start, member.NameEnd, Quote(name)));

    /// <summary>Adds a property behind the last one of an object. The value is JSON whose lines are indented as if it began a line.</summary>
    public void Append(JsonSpan value, string name, JsonPiece piece)
    {
        var (newLine, unit) = (NewLine, Unit);
        if (value.Members.Count == 0)
        {
            var outer = IndentOf(value.Start);
            changes.Add((value.Start, value.End, $"{{{newLine}{outer}{unit}{Quote(name)}: {piece.Write(outer + unit, unit, newLine)}{newLine}{outer}}}"));
            return;
        }
        var last = value.Members[^1];
        var colon = Text(last.NameEnd, last.Value.Start);
        var sameLine = !utf8.AsSpan(value.Start, value.Members[0].Start - value.Start).Contains((byte)'\n');
        var indent = IndentOf(last.Start);
        var between = sameLine ? value.Members.Count > 1 ? Text(value.Members[^2].Value.End, last.Start) : ", " : $",{newLine}{indent}";
        changes.Add((last.Value.End, last.Value.End, $"{between}{Quote(name)}{colon}{piece.Write(indent, unit, newLine)}"));
    }

    /// <summary>Adds a property where it belongs by name when the object's are in that order, else behind the last.</summary>
    public void InsertInOrder(JsonSpan value, string name, JsonPiece piece)
    {
        var names = value.Members.Select(m => m.Name).Where(n => n.Contains('/', StringComparison.Ordinal)).ToList();
        var next = value.Members.FirstOrDefault(m => m.Name.Contains('/', StringComparison.Ordinal) && string.CompareOrdinal(m.Name, name) > 0);
        if (next is null || !names.SequenceEqual(names.Order(StringComparer.Ordinal)))
        {
            Append(value, name, piece);
            return;
        }
        var first = next == value.Members[0];
        var between = Text(first ? value.Start + 1 : value.Members[value.Members.IndexOf(next) - 1].Value.End, next.Start).TrimStart(',');
        changes.Add((next.Start, next.Start, $"{Quote(name)}{Text(next.NameEnd, next.Value.Start)}{piece.Write(IndentOf(next.Start), Unit, NewLine)},{between}"));
    }

    /// <summary>Removes properties of one object with their commas.</summary>
    public void Remove(JsonSpan value, IReadOnlyCollection<JsonMember> removed)
    {
        if (removed.Count == 0)
            return;
        var kept = value.Members.Where(member => !removed.Contains(member)).ToList();
        if (kept.Count == 0)
        {
            changes.Add((value.Start, value.End, "{}"));
            return;
        }
        if (kept[0] != value.Members[0])
            changes.Add((value.Members[0].Start, kept[0].Start, ""));
        JsonMember? before = null;
        var cutTo = 0;
        foreach (var member in value.Members)
        {
            if (!removed.Contains(member))
            {
                Cut();
                before = member;
            }
            else if (before is not null)
            {
                cutTo = member.Value.End;
            }
        }
        Cut();

        void Cut()
        {
            if (before is not null && cutTo > before.Value.End)
                changes.Add((before.Value.End, cutTo, ""));
        }
    }

    /// <summary>Applies what was asked so far; spans that were read before mean nothing afterwards.</summary>
    public void Apply()
    {
        if (changes.Count == 0)
            return;
        var text = new MemoryStream(utf8.Length);
        var from = 0;
        foreach (var (start, end, replacement) in changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            text.Write(utf8, from, start - from);
            text.Write(Encoding.UTF8.GetBytes(replacement));
            from = end;
        }
        text.Write(utf8, from, utf8.Length - from);
        var written = Encoding.UTF8.GetString(text.ToArray());
        changes.Clear();
        Root = Load(written);
        edits.Write(path, written);
    }

    private string NewLine => utf8.AsSpan().IndexOf((byte)'\n') is > 0 and var at && utf8[at - 1] == '\r' ? "\r\n" : "\n";

    private string Unit => Root.Members is [var first, ..] && IndentOf(first.Start) is { Length: > 0 } unit ? unit : DefaultIndent;

    private string IndentOf(int position)
    {
        var line = utf8.AsSpan(0, position).LastIndexOf((byte)'\n') + 1;
        var end = line;
        while (end < position && utf8[end] is (byte)' ' or (byte)'\t')
            end++;
        return Text(line, end);
    }

    private JsonSpan Load(string text)
    {
        ConflictMarkers.Refuse(text);
        utf8 = Encoding.UTF8.GetBytes(text);
        return JsonSpan.Parse(utf8, edits.Tree.Limits, relaxed, edits.Tree.Cancellation);
    }

    private string Text(int start, int end) => Encoding.UTF8.GetString(utf8, start, end - start);

    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}

/// <summary>JSON to be added: a text, or an object of such.</summary>
internal sealed record JsonPiece(string? Text, IReadOnlyList<(string Name, JsonPiece Value)> Members)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonPiece Of(string text) => new(text, []);

    public static JsonPiece Of(string name, JsonPiece value) => new(null, [(name, value)]);

    public string Write(string indent, string unit, string newLine) => Text is not null
        ? JsonSerializer.Serialize(Text, Plain)
        : $"{{{string.Join(",", Members.Select(m => $"{newLine}{indent}{unit}{JsonSerializer.Serialize(m.Name, Plain)}: {m.Value.Write(indent + unit, unit, newLine)}"))}{newLine}{indent}}}";
}
