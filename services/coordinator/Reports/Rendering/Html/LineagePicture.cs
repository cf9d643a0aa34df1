using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>The layout as SVG.</summary>
internal static class LineagePicture
{
    private const double Width = 1120;
    private const double Top = 30;
    private const double BoxHeight = 32;
    private const int LongestName = 34;
    private static readonly (double X, double Width, string Title)[] Columns = [(4, 230, "Repositories"), (412, 290, "What they declare"), (824, 292, "What they use")];

    public static Markup Of(LineageLayout layout)
    {
        var height = layout.Height + Top + 8;
        return Markup.Of($"""
            <svg class="lineage" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-labelledby="lineage-picture"><title id="lineage-picture">{layout.Nodes.Count:N0} assets and {layout.Edges.Count:N0} relations between them; the list below has them as text</title>
            {Columns.Where((_, c) => layout.Nodes.Any(n => n.Column == c)).Select(c => Markup.Of($"<text class=\"column\" x=\"{c.X}\" y=\"14\">{c.Title}</text>"))}
            <g class="edges">{layout.Edges.OrderBy(e => e.To.Asset.Repositories > 1).Select(Edge)}</g>
            {layout.Nodes.Select(Node)}
            </svg>
            """);
    }

    private static Markup Node(LineageLayout.Placed node)
    {
        var (x, width, _) = Columns[node.Column];
        var asset = node.Asset;
        var several = asset.Repositories > 1 && node.Column == 2;
        var side = asset.Assets is { } assets ? Number(assets) : several ? $"×{asset.Repositories:N0}" : "";
        return Markup.Of($"""
            <g class="node k{(double)node.Column}{(several ? new Markup(" several") : Markup.Nothing)}"><title>{Told(node)}</title><rect x="{x}" y="{Top + node.Y - (BoxHeight / 2)}" width="{width}" height="{BoxHeight}" rx="7"/><text class="name" x="{x + 12}" y="{Top + node.Y - 1}">{Fitting(asset.Name, node.Column == 0 ? 26 : LongestName)}</text><text class="kind" x="{x + 12}" y="{Top + node.Y + 11}">{Fitting(asset.Detail is { } detail ? $"{asset.Kind}: {detail}" : asset.Kind, 52)}</text><text class="side" x="{x + width - 10}" y="{Top + node.Y + 4}" text-anchor="end">{side}</text></g>
            """);
    }

    private static Markup Edge(LineageLayout.Line edge)
    {
        var (from, to) = (Columns[edge.From.Column], Columns[edge.To.Column]);
        var (y1, y2) = (Top + edge.From.Y, Top + edge.To.Y);
        var title = $"{edge.From.Asset.Name} {edge.Kind} {edge.To.Asset.Name}";
        var strong = edge.To.Asset.Repositories > 1 ? "several" : "";
        if (edge.From.Column == edge.To.Column)
        {
            var side = from.X + from.Width;
            return Markup.Of($"""<path class="{strong}" d="M{side} {y1}C{side + 46} {y1} {side + 46} {y2} {side} {y2}"><title>{title}</title></path>""");
        }

        var forward = edge.From.Column < edge.To.Column;
        var (x1, x2) = forward ? (from.X + from.Width, to.X) : (from.X, to.X + to.Width);
        var middle = (x1 + x2) / 2;
        return Markup.Of($"""<path class="{strong}" d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"><title>{title}</title></path>""");
    }

    private static string Told(LineageLayout.Placed node)
    {
        var asset = node.Asset;
        var where = asset.Assets is { } assets ? Count(assets, "asset") : asset.Target is { } target ? $"in {target}" : asset.Repositories == 1 ? "in 1 repository" : $"in {asset.Repositories:N0} repositories";
        return $"{asset.Kind} {asset.Name}{(asset.Detail is { } detail ? $" ({detail})" : "")}: {where}";
    }

    /// <summary>The end of a long name tells more than its beginning.</summary>
    private static string Fitting(string name, int most)
    {
        var plain = PlainText.Of(name);
        return plain.Length <= most ? plain : $"{plain[..(most / 3)]}…{plain[^(most - 1 - (most / 3))..]}";
    }
}
