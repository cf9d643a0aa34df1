using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cortex.Cli.Terminal;

/// <summary>One line of coloured pieces, never wider than it is given.</summary>
internal sealed class ScreenLine
{
    private readonly List<Segment> pieces = [];

    public static ScreenLine Empty { get; } = new();

    public ScreenLine Add(string text, Style? style = null)
    {
        if (text.Length > 0)
            pieces.Add(new Segment(Printable.Of(text), style ?? Style.Plain));
        return this;
    }

    /// <summary>Text cut or filled to exactly that many cells.</summary>
    public ScreenLine Cell(string text, int width, Style? style = null, bool right = false)
    {
        var fitted = Fit(Printable.Of(text), width);
        var padding = new string(' ', width - new Segment(fitted).CellCount());
        return Add(right ? padding + fitted : fitted + padding, style);
    }

    public IEnumerable<Segment> Cut(int width)
    {
        if (Segment.CellCount(pieces) <= width)
            return pieces;
        return Shortened(Math.Max(0, width - 1)).Append(new Segment("…"));
    }

    public string ToPlainText() => string.Concat(pieces.Select(p => p.Text)).TrimEnd();

    private IEnumerable<Segment> Shortened(int width)
    {
        foreach (var piece in pieces)
        {
            var cells = piece.CellCount();
            if (cells <= width)
                yield return piece;
            else if (width > 0 && Segment.Truncate(piece, width) is { } start)
                yield return start;
            width -= cells;
            if (width <= 0)
                yield break;
        }
    }

    private static string Fit(string text, int width)
    {
        var segment = new Segment(text);
        if (segment.CellCount() <= width)
            return text;
        return width <= 1 ? "…" : Segment.Truncate(segment, width - 1)?.Text + "…";
    }
}
