using System.Text;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>A table whose cells are Markdown already; a heading that ends with ':' aligns right.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Row(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, headings.Select(h => h.TrimEnd(':')));
        Line(text, headings.Select(h => h.EndsWith(':') ? "---:" : "---"));
        foreach (var row in _rows)
            Line(text, row);
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
