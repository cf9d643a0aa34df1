using Cortex.Cli.Commanding;
using Cortex.Hosting.Suggestions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Cli.Targets;

/// <summary>Reads the events of a targets file one after the other: whatever is nested deeper than the format is an error, not a tree.</summary>
internal sealed class TargetsReader(string path, Parser parser)
{
    private int lastLine;

    public int? GroupsLine { get; private set; }

    public IReadOnlyList<TargetGroup> Groups()
    {
        var groups = new List<TargetGroup>();
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || IsEmpty())
            return groups;
        foreach (var key in Keys("a targets file has a line 'groups:'"))
        {
            Require(key, "groups");
            GroupsLine = (int)key.Start.Line;
            if (IsEmpty())
                continue;
            foreach (var name in Keys("below 'groups:' stand names of groups, each with a list of targets"))
            {
                if (groups.Exists(g => g.Name == name.Value))
                    throw Wrong(name.Start.Line, $"the group '{name.Value}' is there twice");
                groups.Add(new TargetGroup(name.Value, Entries(name.Value)) { Line = (int)name.Start.Line, Indent = (int)name.Start.Column - 1 });
            }
        }

        return groups;
    }

    private List<TargetEntry> Entries(string group)
    {
        var entries = new List<TargetEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        if (IsEmpty())
            return entries;
        if (!parser.TryConsume<SequenceStart>(out var list))
            throw Wrong(Line, $"the group '{group}' is a list: '- path-or-URL'");
        int? indent = list.Style == SequenceStyle.Flow ? null : (int)list.Start.Column - 1;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var entry = Entry() with { LastLine = lastLine, Indent = indent };
            if (!lines.TryAdd(entry.Target, entry.Line))
                throw Wrong(entry.Line, $"'{entry.Target}' is there already, in line {lines[entry.Target]}");
            entries.Add(entry);
        }

        return entries;
    }

    private TargetEntry Entry()
    {
        var line = Line;
        if (TryScalar() is { } plain)
            return new TargetEntry(plain.Value, (int)line, [], []);
        string? target = null;
        IReadOnlyList<string> include = [], exclude = [];
        foreach (var key in Keys("a target is a path or URL, or the keys target, include and exclude"))
        {
            Require(key, "target", "include", "exclude");
            if (key.Value == "target")
                target = Text(key);
            else if (key.Value == "include")
                include = Patterns(key);
            else
                exclude = Patterns(key);
        }

        return new TargetEntry(target ?? throw Wrong(line, "this entry has no 'target'"), (int)line, include, exclude);
    }

    private List<string> Patterns(Scalar key)
    {
        if (!parser.TryConsume<SequenceStart>(out var list))
            return [Text(key)];
        var patterns = new List<string>();
        while (!parser.Accept<SequenceEnd>(out _))
            patterns.Add(Text(key));
        End<SequenceEnd>(list.Style == SequenceStyle.Flow);
        return patterns;
    }

    private string Text(Scalar key) => TryScalar()?.Value ?? throw Wrong(Line, $"'{key.Value}' is text");

    private Scalar? TryScalar()
    {
        if (!parser.TryConsume<Scalar>(out var scalar))
            return null;
        lastLine = (int)scalar.End.Line;
        return scalar;
    }

    private IEnumerable<Scalar> Keys(string otherwise)
    {
        if (!parser.TryConsume<MappingStart>(out var map))
            throw Wrong(Line, otherwise);
        while (!parser.Accept<MappingEnd>(out _))
            yield return parser.TryConsume<Scalar>(out var key) ? key : throw Wrong(Line, otherwise);
        End<MappingEnd>(map.Style == MappingStyle.Flow);
    }

    /// <summary>A bracket ends where it is; what is indented has ended with its last word.</summary>
    private void End<T>(bool isBracket) where T : ParsingEvent
    {
        var end = parser.Consume<T>();
        if (isBracket)
            lastLine = (int)end.End.Line;
    }

    private void Require(Scalar key, params string[] known)
    {
        if (!known.Contains(key.Value, StringComparer.Ordinal))
            throw Wrong(key.Start.Line, $"there is no '{key.Value}' here; {(Nearest.Of(key.Value, known) is { } near ? $"did you mean '{near}'?" : $"known is {string.Join(", ", known)}")}");
    }

    /// <summary>Nothing stands behind the key.</summary>
    private bool IsEmpty() => parser.Accept<Scalar>(out var text) && text.Value.Length == 0 && parser.MoveNext();

    private long Line => parser.Current?.Start.Line ?? 0;

    private CommandFailure Wrong(long line, string what) => CommandFailure.Usage($"{path}:{line}: {what}");
}
