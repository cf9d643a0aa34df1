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
            // The last column stays free: terminals differ in when they wrap a full line.
            foreach (var segment in lines[i].Cut(maxWidth - 1))
                yield return segment;
        }
    }
}
