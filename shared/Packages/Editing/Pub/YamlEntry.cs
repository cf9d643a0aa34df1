using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Packages.Editing.Pub;

/// <summary>A key of a YAML mapping with the place of its value.</summary>
/// <param name="Path">The keys that lead to it, itself last.</param>
/// <param name="Line">The 1-based line of the key.</param>
/// <param name="Start">Where the value starts, quotes included.</param>
/// <param name="End">Where it ends; that of a mapping is where its last value ends.</param>
/// <param name="Value">Null for what is no plain or quoted text on one line.</param>
/// <param name="KeyStart">Where the key starts.</param>
internal sealed record YamlEntry(IReadOnlyList<string> Path, int Line, int Start, int End, string? Value, int KeyStart)
{
    private const int MaxDepth = 64;

    /// <summary>The entries of all mappings of the first document, in their order.</summary>
    /// <exception cref="UnreadableException">The file is no YAML, names a key twice, or nests too deep.</exception>
    public static List<YamlEntry> Of(EditedText text, RepositoryFiles tree)
    {
        try
        {
            var parser = new Parser(new StringReader(text.Text));
            while (parser.MoveNext() && parser.Current is StreamStart or DocumentStart)
                tree.Cancellation.ThrowIfCancellationRequested();
            var entries = new List<YamlEntry>();
            Read(parser, [], entries, tree.Cancellation);
            if (parser.Current is DocumentEnd && parser.MoveNext() && parser.Current is DocumentStart next)
                throw new UnreadableException("The file has several documents; leave one in it.", (int)next.Start.Line);
            if (entries.GroupBy(e => string.Join('\n', e.Path)).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new UnreadableException("The key has a value already; remove one of the two.", twice.Last().Line);
            return entries;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or FormatException)
        {
            // The library lets some malformed input through to its own checks.
            var line = e is YamlException { Start.Line: > 0 and <= int.MaxValue and var at } ? (int)at : 1;
            throw new UnreadableException($"The file is not valid YAML: {e.Message} Correct it there.", line);
        }
    }

    /// <summary>Where the text itself stands, without quotes; refused where it is not written as it reads.</summary>
    public (int Start, int End) ContentIn(string text)
    {
        var raw = text[Start..End];
        if (raw == Value)
            return (Start, End);
        return raw.Length > 1 && raw[0] is '"' or '\'' && raw[1..^1] == Value
            ? (Start + 1, End - 1)
            : throw new UnreadableException("The value is written with escapes, so it is not edited; write it as plain text.", Line);
    }

    // Gives the end of what was read.
    private static int Read(Parser parser, string[] path, List<YamlEntry> entries, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (path.Length > MaxDepth)
            throw new UnreadableException($"Values are nested deeper than {MaxDepth}; flatten the file.", (int)parser.Current!.Start.Line);
        var end = (int)parser.Current!.End.Index;
        switch (parser.Current)
        {
            case MappingStart:
                parser.MoveNext();
                while (parser.Current is not MappingEnd)
                    end = Math.Max(end, ReadEntry(parser, path, entries, ct));
                break;
            case SequenceStart:
                parser.MoveNext();
                while (parser.Current is not SequenceEnd)
                    end = Math.Max(end, Read(parser, [.. path, $"[{parser.Current!.Start.Index}]"], entries, ct));
                break;
        }
        parser.MoveNext();
        return end;
    }

    private static int ReadEntry(Parser parser, string[] path, List<YamlEntry> entries, CancellationToken ct)
    {
        var key = parser.Current as Scalar;
        var (line, start) = ((int)parser.Current!.Start.Line, (int)parser.Current.Start.Index);
        if (key is null)
            Read(parser, [.. path, "?"], entries, ct);
        else
            parser.MoveNext();
        string[] below = [.. path, key?.Value ?? $"?{start}"];
        var value = parser.Current!;
        var text = value is Scalar { Style: ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } scalar && scalar.Start.Line == scalar.End.Line
            ? scalar.Value
            : null;
        var at = entries.Count;
        var end = Read(parser, below, entries, ct);
        entries.Insert(at, new(below, line, (int)value.Start.Index, end, text, start));
        return end;
    }
}
