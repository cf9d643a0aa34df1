using Cortex.Contracts.Catalog;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>What the repositories hold, what they share, and how much of each kind there is.</summary>
internal static class LineageSection
{
    private const int MostKinds = 16;

    public static Section Of(Lineage? lineage)
    {
        if (lineage is null)
            return new Section("lineage", "Lineage", Markup.Of($"""<p class="none">Nothing was catalogued in this run.</p>"""));
        var layout = LineageLayout.Of(lineage);
        return new Section("lineage", "Lineage", Markup.Of($"""
            <div class="scroll drawing" tabindex="0" role="region" aria-label="Lineage picture">{LineagePicture.Of(layout)}</div>
            <p class="key">The {Count(layout.Nodes.Count, "most connected asset")} of {Number(lineage.Assets)}; lines go from what uses to what is used. <span class="swatch good"></span>used by several repositories</p>
            {Kinds(lineage)}
            {AsText(layout)}
            """), Markup.Of($"""<span class="note">{Count(lineage.Assets, "asset")}, {Count(lineage.Relations, "relation")}</span>"""));
    }

    private static Markup Kinds(Lineage lineage)
    {
        var kinds = lineage.Kinds.OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal).ToList();
        var others = kinds.Skip(MostKinds).ToList();
        var last = others.Count == 0 ? Markup.Nothing : Markup.Of($"<li><b>{Number(others.Sum(k => k.Value))}</b> of {Number(others.Count)} other kinds</li>");
        return Markup.Of($"""<ul class="kinds">{kinds.Take(MostKinds).Select(k => Markup.Of($"<li><b>{Number(k.Value)}</b> {k.Key}</li>"))}{last}</ul>""");
    }

    private static Markup AsText(LineageLayout layout)
    {
        var names = layout.Nodes.ToDictionary(n => n.Asset.Urn, n => n.Asset, StringComparer.Ordinal);
        var rows = layout.Edges.GroupBy(e => e.From.Asset.Urn, StringComparer.Ordinal).Select(g => Markup.Of(
            $"<li><b>{names[g.Key].Name}</b> <span>({names[g.Key].Kind})</span><ul>{g.GroupBy(e => e.Kind, StringComparer.Ordinal).Select(k => Markup.Of($"<li>{k.Key} {new Markup(string.Join(", ", k.Select(e => Parts.Code(e.To.Asset.Name).Value)))}</li>"))}</ul></li>"));
        return layout.Edges.Count == 0 ? Markup.Nothing : Markup.Of($"""<details><summary>The picture as text</summary><ul class="astext">{rows}</ul></details>""");
    }
}
