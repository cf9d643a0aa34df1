using Cortex.Contracts.Catalog;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>
/// Nodes in columns: repositories, what they declare, what is used. Within a column the order follows the neighbours' mean place
/// (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), which keeps lines from crossing.
/// </summary>
internal sealed record LineageLayout(IReadOnlyList<LineageLayout.Placed> Nodes, IReadOnlyList<LineageLayout.Line> Edges)
{
    public const double RowHeight = 40;
    private const int MostNodes = 60;
    private const int MostEdges = 300;
    private const int Sweeps = 6;

    public static LineageLayout Of(Lineage lineage)
    {
        var nodes = lineage.Nodes.DistinctBy(n => n.Urn, StringComparer.Ordinal).Take(MostNodes).ToList();
        var columns = Enumerable.Range(0, 3).Select(column => nodes.Where(n => ColumnOf(n) == column).ToList()).ToArray();
        var known = nodes.Select(n => n.Urn).ToHashSet(StringComparer.Ordinal);
        var edges = lineage.Edges.Where(e => e.From != e.To && known.Contains(e.From) && known.Contains(e.To)).Distinct().Take(MostEdges).ToList();
        var neighbours = edges.SelectMany(e => new[] { (e.From, e.To), (e.To, e.From) }).ToLookup(e => e.Item1, e => e.Item2, StringComparer.Ordinal);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var places = Places(columns);
            foreach (var column in sweep % 2 == 0 ? new[] { 1, 2 } : [1, 0])
            {
                columns[column] = [.. columns[column].OrderBy(n => neighbours[n.Urn].Select(other => places[other].Y).DefaultIfEmpty(places[n.Urn].Y).Average()).ThenBy(n => n.Urn, StringComparer.Ordinal)];
                places = Places(columns);
            }
        }

        var placed = Places(columns);
        return new LineageLayout([.. columns.SelectMany(column => column).Select(n => placed[n.Urn])], [.. edges.Select(e => new Line(placed[e.From], e.Kind, placed[e.To]))]);
    }

    public double Height => Nodes.Count == 0 ? 0 : Nodes.GroupBy(n => n.Column).Max(g => g.Count()) * RowHeight;

    private static int ColumnOf(LineageNode node) => node.Kind == "repository" ? 0 : node.Target is null ? 2 : 1;

    /// <summary>Columns are centred on the tallest.</summary>
    private static Dictionary<string, Placed> Places(IReadOnlyList<LineageNode>[] columns)
    {
        var tallest = columns.Max(column => column.Count);
        return columns.SelectMany((column, c) => column.Select((node, row) =>
                new Placed(node, c, column.Count == 0 ? 0 : (row + 0.5) * tallest * RowHeight / column.Count)))
            .ToDictionary(p => p.Asset.Urn, StringComparer.Ordinal);
    }

    /// <summary>Y is the middle.</summary>
    internal sealed record Placed(LineageNode Asset, int Column, double Y);

    internal sealed record Line(Placed From, string Kind, Placed To);
}
