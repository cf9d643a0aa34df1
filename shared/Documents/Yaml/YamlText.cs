using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Documents.Yaml;

/// <summary>Parses YAML (and so JSON) within limits on depth and on what aliases expand to.</summary>
public static class YamlText
{
    private const int MaxDepth = 100;
    private const long MaxNodes = 1_000_000;

    private static readonly TagName StringTag = new("tag:yaml.org,2002:str");

    /// <exception cref="YamlTextException">The text is not YAML, or passes a limit.</exception>
    public static IReadOnlyList<YamlValue> Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            var documents = new List<YamlValue>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                documents.Add(new Composer(parser).Compose(0));
                parser.Consume<DocumentEnd>();
            }

            return documents;
        }
        catch (YamlException e)
        {
            throw NotYaml(text, e.Start.Line, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            // The library lets some malformed input through to its own checks.
            throw NotYaml(text, parser.Current?.End.Line ?? 1, e.Message);
        }
    }

    private static YamlTextException NotYaml(string text, long line, string why) =>
        new((int)Math.Clamp(line, 1, text.TrimEnd().AsSpan().Count('\n') + 1), $"The file is not valid YAML: {why} Correct it there.");

    private sealed class Composer(IParser parser)
    {
        private readonly Dictionary<string, YamlValue> _anchors = new(StringComparer.Ordinal);

        public YamlValue Compose(int depth)
        {
            var start = parser.Current!;
            var line = (int)start.Start.Line;
            if (depth > MaxDepth)
                throw new YamlTextException(line, $"Values are nested deeper than {MaxDepth}; flatten the file.");
            var value = Value(line, depth);
            if (value.Size > MaxNodes)
                throw new YamlTextException(line, $"With its aliases written out the file has more than {MaxNodes} values; write it with fewer aliases.");
            if (start is NodeEvent { Anchor.IsEmpty: false } node)
                _anchors[node.Anchor.Value] = value;
            return value;
        }

        private YamlValue Value(int line, int depth)
        {
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return _anchors.GetValueOrDefault(alias.Value.Value)
                    ?? throw new YamlTextException(line, $"The alias *{alias.Value.Value} names nothing before it; define it first.");
            if (parser.TryConsume<Scalar>(out var scalar))
                return new YamlScalar(line, scalar.Value) { IsText = scalar.Style != ScalarStyle.Plain || scalar.Tag == StringTag };
            if (parser.TryConsume<SequenceStart>(out _))
            {
                var values = new List<YamlValue>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    values.Add(Compose(depth + 1));
                return new YamlSequence(line, values);
            }

            parser.Consume<MappingStart>();
            var pairs = new List<KeyValuePair<string, YamlValue>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Compose(depth + 1).Text ?? "";
                pairs.Add(new(key, Compose(depth + 1)));
            }

            return new YamlMapping(line, pairs);
        }
    }
}
