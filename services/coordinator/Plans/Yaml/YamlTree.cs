using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Coordinator.Plans.Yaml;

/// <summary>
/// Reads one YAML document into nodes that know their line. A plan may come from anyone, so size, depth and number of values
/// are limited, and anchors, aliases and tags are refused: what cannot be expanded cannot explode.
/// </summary>
internal sealed class YamlTree
{
    private const int MostCharacters = 256 * 1024;
    private const int MostValues = 10_000;
    private const int MostLevels = 8;
    private const string NoAnchors = "plans have no anchors and aliases; write the value out";

    private readonly Parser _parser;
    private readonly Remarks _remarks;
    private int _values;

    private YamlTree(string yaml, Remarks remarks)
    {
        _parser = new Parser(new StringReader(yaml.TrimStart('\uFEFF')));
        _remarks = remarks;
    }

    /// <summary>The document's root, or null with the reason among the remarks.</summary>
    public static YamlNode? Read(string yaml, Remarks remarks)
    {
        if (yaml.Length > MostCharacters)
        {
            remarks.Error(1, 1, $"a plan has at most {MostCharacters / 1024} KiB; this one has {yaml.Length / 1024} KiB");
            return null;
        }

        try
        {
            return new YamlTree(yaml, remarks).Document();
        }
        catch (YamlException mistake)
        {
            remarks.Error((int)Math.Max(1, mistake.Start.Line), (int)Math.Max(1, mistake.Start.Column), $"not YAML: {mistake.Message.Split('\n')[0]}");
            return null;
        }
        catch (TooMuchException excess)
        {
            remarks.Error(excess.Line, excess.Column, excess.Message);
            return null;
        }
    }

    private YamlNode? Document()
    {
        Next<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            _remarks.Error(1, 1, "the plan is empty; a plan begins with 'schema: cortex.plan/1'");
            return null;
        }

        Next<DocumentStart>();
        var root = Value(level: 1);
        Next<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
            _remarks.Error((int)second.Start.Line, (int)second.Start.Column, "a plan is one document; a second one begins here");
        return root;
    }

    private YamlNode Value(int level)
    {
        var current = _parser.Current ?? throw new YamlException("the document ends too early");
        var (line, column) = ((int)current.Start.Line, (int)current.Start.Column);
        if (level > MostLevels)
            throw new TooMuchException(line, column, $"values are nested more than {MostLevels} levels deep");
        if (++_values > MostValues)
            throw new TooMuchException(line, column, $"a plan has at most {MostValues} values; the rest was not read");
        if (current is NodeEvent node)
            RefuseDecoration(node, line, column);

        switch (current)
        {
            case Scalar scalar:
                Advance();
                return new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return Sequence(line, column, level);
            case MappingStart:
                return Mapping(line, column, level);
            case AnchorAlias:
                _remarks.Error(line, column, NoAnchors);
                Advance();
                return new YamlRefused(line, column);
            default:
                throw new YamlException(current.Start, current.End, "a value is missing here");
        }
    }

    private YamlSequence Sequence(int line, int column, int level)
    {
        var items = new List<YamlNode>();
        Advance();
        while (_parser.Current is not SequenceEnd)
            items.Add(Value(level + 1));
        Advance();
        return new YamlSequence(line, column, items);
    }

    private YamlMapping Mapping(int line, int column, int level)
    {
        var entries = new List<YamlEntry>();
        Advance();
        while (_parser.Current is not MappingEnd)
        {
            var key = Value(level + 1);
            var value = Value(level + 1);
            if (key is YamlScalar name)
                entries.Add(new YamlEntry(name, value));
            else
                _remarks.Error(key, "a key is a single word");
        }

        Advance();
        return new YamlMapping(line, column, entries);
    }

    private void RefuseDecoration(NodeEvent node, int line, int column)
    {
        if (!node.Anchor.IsEmpty)
            _remarks.Error(line, column, NoAnchors);
        if (!node.Tag.IsEmpty)
            _remarks.Error(line, column, "plans have no tags; remove the word that begins with '!'");
    }

    private void Next<T>() where T : ParsingEvent
    {
        if (_parser.Current is null)
            Advance();
        if (_parser.Current is not T)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "unexpected content");
        Advance();
    }

    /// <summary>YamlDotNet answers some unfinished documents with exceptions of other kinds than its own.</summary>
    private void Advance()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (Exception unfinished) when (unfinished is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            var start = _parser.Current?.Start ?? Mark.Empty;
            throw new YamlException(start, start, "what follows here is unfinished or malformed", unfinished);
        }
    }

    private sealed class TooMuchException(int line, int column, string message) : Exception(message)
    {
        public int Line => line;
        public int Column => column;
    }
}
