using Spectre.Console.Rendering;

namespace Cortex.Cli.Terminal;

/// <summary>Lines as something a live display can draw: as many as there are, none wrapped.</summary>
internal sealed class ScreenLines(IReadOnlyList<ScreenLine> lines) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                yield return Segment.LineBreak;
            foreach (var segment in lines[i].Cut(maxWidth))
                yield return segment;
        }
    }
}
