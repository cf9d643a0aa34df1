using Cortex.Packages.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Packages.Editing;

/// <summary>Changes scalars of a small YAML file in place and adds entries to its block mappings; every other character stays.</summary>
internal sealed class YamlEdit
{
    private readonly Edits edits;
    private readonly string path;
    private readonly Dictionary<string, YamlScalar> scalars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Indent, int End)> mappings = new(StringComparer.Ordinal);
    private string text = "";

    private YamlEdit(Edits edits, string path)
    {
        this.edits = edits;
        this.path = path;
        Load(edits.Text(path));
    }

    public static YamlEdit Of(Edits edits, string path) => new(edits, path);

    public YamlScalar? Find(params ReadOnlySpan<string> keys) => scalars.GetValueOrDefault(Key(keys));

    public IReadOnlyList<string> Texts(params ReadOnlySpan<string> keys) => lists.GetValueOrDefault(Key(keys)) ?? [];

    public bool HasMapping(params ReadOnlySpan<string> keys) => mappings.ContainsKey(Key(keys));

    /// <summary>The names of the mappings right below.</summary>
    public IEnumerable<string> MappingsIn(string key) => mappings.Keys
        .Where(k => k.StartsWith(key + "\0", StringComparison.Ordinal)).Select(k => k[(key.Length + 1)..]).Where(k => !k.Contains('\0', StringComparison.Ordinal));

    /// <summary>The scalars right below a mapping, by key.</summary>
    public IEnumerable<(string Key, YamlScalar Value)> In(string key) => scalars
        .Where(s => s.Key.StartsWith(key + "\0", StringComparison.Ordinal) && !s.Key[(key.Length + 1)..].Contains('\0', StringComparison.Ordinal))
        .Select(s => (s.Key[(key.Length + 1)..], s.Value)).ToList();

    public void Replace(YamlScalar scalar, string value)
    {
        if (scalar.Text == value)
            return;
        var quote = text[scalar.Start] is '\'' or '"' ? text[scalar.Start].ToString() : NeedsQuotes(value) ? "'" : "";
        Save(text[..scalar.Start] + quote + value + quote + text[scalar.End..]);
    }

    /// <summary>Adds an entry to a block mapping at the top of the file, which is added at the end where there is none.</summary>
    public void Append(string mapping, string key, string value)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var entry = $"{Quoted(key)}: {Quoted(value)}";
        if (mappings.TryGetValue(mapping, out var place) && place.Indent > 0)
        {
            var lineEnd = text.AsSpan(place.End).IndexOfAny('\r', '\n') is >= 0 and var rest ? place.End + rest : text.Length;
            Save($"{text[..lineEnd]}{newLine}{new string(' ', place.Indent)}{entry}{text[lineEnd..]}");
            return;
        }
        if (mappings.ContainsKey(mapping))
            throw new UnreadableException($"{Display.Quote(mapping)} is written on one line, so nothing is added to it; write it with one entry a line.");
        var end = text.Length == 0 || text.EndsWith('\n') ? "" : newLine;
        Save($"{text}{end}{newLine}{mapping}:{newLine}  {entry}{newLine}");
    }

    private static bool NeedsQuotes(string value) =>
        value.Length == 0 || "@`*&!|>%#{}[],?:-\"' ".Contains(value[0], StringComparison.Ordinal) || value.Contains(": ", StringComparison.Ordinal)
        || value.Contains(" #", StringComparison.Ordinal) || !value.Any(c => char.IsLetter(c) || c == '.');

    private static string Quoted(string value) => NeedsQuotes(value) ? $"'{value}'" : value;

    private static string Key(ReadOnlySpan<string> keys) => string.Join('\0', keys!);

    private void Save(string written)
    {
        Load(written);
        edits.Write(path, written);
    }

    private void Load(string written)
    {
        ConflictMarkers.Refuse(written);
        text = written;
        scalars.Clear();
        lists.Clear();
        mappings.Clear();
        try
        {
            var parser = new Parser(new StringReader(written));
            while (parser.MoveNext() && parser.Current is StreamStart or DocumentStart)
                edits.Tree.Cancellation.ThrowIfCancellationRequested();
            if (parser.Current is MappingStart)
                ReadMapping(parser, "", 0);
        }
        catch (YamlException e)
        {
            throw new UnreadableException($"The file is not valid YAML: {e.Message} Correct it there.", (int)Math.Clamp(e.Start.Line, 1, int.MaxValue));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            // The library lets some malformed input through to its own checks.
            throw new UnreadableException($"The file is not valid YAML: {e.Message} Correct it there.");
        }
    }

    private void ReadMapping(Parser parser, string prefix, int depth)
    {
        if (depth > edits.Tree.Limits.Depth)
            throw new UnreadableException($"Values are nested deeper than {edits.Tree.Limits.Depth}; flatten the file or raise the limit.");
        var block = ((MappingStart)parser.Current!).Style != MappingStyle.Flow;
        var (indent, end) = (0, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        parser.MoveNext();
        while (parser.Current is not MappingEnd)
        {
            var key = parser.Current as Scalar;
            var name = prefix.Length == 0 ? key?.Value ?? "" : $"{prefix}\0{key?.Value}";
            if (key is not null && !seen.Add(key.Value))
                throw new UnreadableException($"{Display.Quote(key.Value)} stands here a second time, so it is not known which one counts; remove one.", (int)key.Start.Line);
            indent = block && key is not null ? (int)key.Start.Column - 1 : 0;
            if (key is null)
                parser.SkipThisAndNestedEvents();
            else
                parser.MoveNext();
            end = ReadValue(parser, key is null ? "\0" : name, depth, end);
        }
        mappings[prefix] = (block ? indent : 0, end);
        parser.MoveNext();
    }

    private int ReadValue(Parser parser, string name, int depth, int end)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                var start = SkipAnchor((int)scalar.Start.Index, (int)scalar.End.Index, scalar);
                scalars[name] = new(scalar.Value, start, (int)scalar.End.Index, (int)scalar.Start.Line);
                parser.MoveNext();
                return (int)scalar.End.Index;
            case MappingStart:
                ReadMapping(parser, name, depth + 1);
                return mappings[name].End;
            case SequenceStart:
                var list = lists[name] = [];
                parser.MoveNext();
                while (parser.Current is not SequenceEnd)
                {
                    end = Math.Max(end, (int)parser.Current!.End.Index);
                    if (parser.Current is Scalar element)
                        list.Add(element.Value);
                    parser.SkipThisAndNestedEvents();
                }
                parser.MoveNext();
                return end;
            default:
                end = (int)parser.Current!.End.Index;
                parser.SkipThisAndNestedEvents();
                return end;
        }
    }

    private int SkipAnchor(int start, int end, Scalar scalar)
    {
        if (scalar.Anchor.IsEmpty && scalar.Tag.IsEmpty)
            return start;
        while (start < end && text[start] is '&' or '!')
        {
            while (start < end && !char.IsWhiteSpace(text[start]))
                start++;
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
        }
        return start;
    }
}

/// <param name="Text">Its value.</param>
/// <param name="Start">Of the value, behind an anchor.</param>
/// <param name="End">Behind it.</param>
/// <param name="Line">1-based.</param>
internal sealed record YamlScalar(string Text, int Start, int End, int Line);
