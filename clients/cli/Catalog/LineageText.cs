using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

/// <summary>Lineage as trees with counts. The nearest assets are shown; what is left out is counted where it would stand.</summary>
internal static class LineageText
{
    private const int MostRepositories = 10;

    public static string Of(CatalogLineage lineage, int most)
    {
        var text = new StringBuilder();
        text.AppendLine(Printable.Of($"{lineage.Kind} {lineage.Name}")).AppendLine(Printable.Of(lineage.Urn));
        if (lineage.RetiredRun is { } run)
            text.AppendLine($"gone since run {RunIds.Short(run)}; what is gone has no lineage");
        if (lineage.Up is { } up)
            Append(text, lineage, up, "nothing in the catalogue stands on it", n => $"{Wording.Count(n, "asset stands", "assets stand")} on it", most);
        if (lineage.Down is { } down)
            Append(text, lineage, down, "it stands on nothing in the catalogue", n => $"it stands on {Wording.Count(n, "asset")}", most);
        return text.ToString();
    }

    private static void Append(StringBuilder text, CatalogLineage root, LineageTree tree, string none, Func<int, string> some, int most)
    {
        text.AppendLine();
        if (tree.Assets == 0)
        {
            text.AppendLine(none);
            return;
        }

        text.AppendLine($"{some(tree.Assets)}: {string.Join(", ", tree.Kinds.OrderByDescending(k => k.Assets).Select(k => $"{k.Assets:#,0} {k.Kind}"))}");
        if (tree.Repositories.Count > 0)
            text.AppendLine(Printable.Of($"in {Wording.Count(tree.Repositories.Count, "repository", "repositories")}: {Repositories(tree)}"));
        if (tree.Beyond > 0)
            text.AppendLine($"and {Wording.Count(tree.Beyond, "asset")} beyond this depth");
        if (!tree.Complete)
            text.AppendLine("at least: there is more than is ever walked; ask for an asset nearer to what you look for");

        text.AppendLine();
        var names = tree.Repositories.ToDictionary(r => r.Repository, r => r.Name, StringComparer.Ordinal);
        var shown = tree.Nodes.Take(most).ToLookup(n => n.Parent, StringComparer.Ordinal);
        var hidden = tree.Nodes.Skip(most).ToLookup(n => n.Parent, StringComparer.Ordinal);
        AppendChildren(text, root.Urn, "", shown, hidden, names);
        if (tree.Nodes.Count > most)
            text.AppendLine($"{tree.Nodes.Count - most:#,0} of {Wording.Count(tree.Nodes.Count, "asset")} are not shown: --lines N shows more, --json all");
    }

    private static void AppendChildren(
        StringBuilder text, string parent, string indent, ILookup<string, LineageNode> shown, ILookup<string, LineageNode> hidden, Dictionary<string, string> names)
    {
        var more = hidden[parent].Count();
        var children = shown[parent].ToList();
        for (var i = 0; i < children.Count; i++)
        {
            var last = i == children.Count - 1 && more == 0;
            text.AppendLine(Printable.Of($"{indent}{(last ? "└─ " : "├─ ")}{Line(children[i], names)}"));
            AppendChildren(text, children[i].Urn, indent + (last ? "   " : "│  "), shown, hidden, names);
        }

        if (more > 0)
            text.AppendLine($"{indent}└─ … {more:#,0} more");
    }

    private static string Line(LineageNode node, Dictionary<string, string> names)
    {
        var repository = node.Kind != "repository" && node.Repository is { } urn && names.TryGetValue(urn, out var name) ? $"  in {name}" : "";
        return $"{node.Kind} {Label(node)}  ({node.Relation}){repository}";
    }

    /// <summary>A package without its version says too little.</summary>
    private static string Label(LineageNode node) =>
        node.Kind == "package" && node.Urn.LastIndexOf('@') is > 0 and var at && at > node.Urn.LastIndexOf('/') ? $"{node.Name} {Uri.UnescapeDataString(node.Urn[(at + 1)..])}" : node.Name;

    private static string Repositories(LineageTree tree)
    {
        var named = string.Join(", ", tree.Repositories.Take(MostRepositories).Select(r => $"{r.Name} {r.Assets:#,0}"));
        return tree.Repositories.Count <= MostRepositories ? named : $"{named} and {tree.Repositories.Count - MostRepositories:#,0} more";
    }
}
