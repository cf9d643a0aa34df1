using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Packages.Reading;

/// <summary>
/// Walks the first document of a YAML file forwards in one pass. A reader visits a mapping with
/// <c>while (yaml.NextKey(ref entered, out var key))</c> and leaves each value behind, by reading or skipping it. What an alias
/// stands for is not looked up, so that nothing can grow: it reads as no value.
/// </summary>
internal sealed class YamlCursor
{
    private readonly ReadLimits limits;
    private readonly CancellationToken ct;
    private readonly Parser parser;
    private int depth;

    public YamlCursor(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        this.limits = limits;
        this.ct = ct;
        parser = new Parser(new StringReader(TextLines.TextOf(bytes)));
        do
            Move();
        while (parser.Current is StreamStart or DocumentStart);
    }

    /// <summary>The line of the key that <see cref="NextKey"/> came to last.</summary>
    public int KeyLine { get; private set; }

    public bool IsMapping => parser.Current is MappingStart;

    /// <summary>Moves to the value of the mapping's next key; false at its end, and skipped when the cursor stands on no mapping.</summary>
    public bool NextKey(ref bool entered, out string key)
    {
        key = "";
        if (!entered)
        {
            if (!IsMapping)
            {
                Skip();
                return false;
            }
            entered = true;
            Move();
        }
        while (parser.Current is not MappingEnd)
        {
            KeyLine = LineOf(parser.Current);
            if (parser.Current is Scalar scalar)
            {
                key = scalar.Value;
                Move();
                return true;
            }
            Skip();
            Skip();
        }
        Move();
        return false;
    }

    /// <summary>Moves to the sequence's next element; false at its end, and skipped when the cursor stands on no sequence.</summary>
    public bool NextElement(ref bool entered)
    {
        if (!entered)
        {
            if (parser.Current is not SequenceStart)
            {
                Skip();
                return false;
            }
            entered = true;
            Move();
        }
        if (parser.Current is not SequenceEnd)
            return true;
        Move();
        return false;
    }

    /// <summary>The scalar the cursor stands on; null for an empty one, and for anything else.</summary>
    public string? TextOrSkip()
    {
        var text = parser.Current is Scalar { Value.Length: > 0 } scalar ? scalar.Value : null;
        Skip();
        return text;
    }

    public bool TrueOrSkip() => TextOrSkip() is "true" or "True" or "TRUE";

    public void Skip()
    {
        if (parser.Current is MappingStart or SequenceStart)
        {
            var outside = depth - 1;
            while (depth > outside)
                Move();
        }
        Move();
    }

    private void Move()
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            if (!parser.MoveNext())
                throw new UnreadableException("The file ends too early; restore it or write it anew.");
        }
        catch (YamlException e)
        {
            throw NotYaml(e.Start.Line, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            // The library lets some malformed input through to its own checks.
            throw NotYaml(parser.Current?.End.Line ?? 1, e.Message);
        }
        depth += parser.Current!.NestingIncrease;
        // The stream and its document count as one each.
        if (depth > limits.Depth + 2)
            throw new UnreadableException($"Values are nested deeper than {limits.Depth}; flatten the file or raise the limit.", LineOf(parser.Current));
    }

    private static int LineOf(ParsingEvent? place) => (int)Math.Clamp(place?.Start.Line ?? 1, 1, int.MaxValue);

    private static UnreadableException NotYaml(long line, string why) =>
        new($"The file is not valid YAML: {why} Correct it there.", (int)Math.Clamp(line, 1, int.MaxValue));
}
