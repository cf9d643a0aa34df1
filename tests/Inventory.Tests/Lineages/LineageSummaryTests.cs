using Cortex.Contracts.Catalog;
using Cortex.Inventory.Catalogue;
using Cortex.Inventory.Lineages;

namespace Cortex.Inventory.Tests.Lineages;

public class LineageSummaryTests
{
    [Fact]
    public void A_run_without_scans_has_no_lineage() => Assert.Null(LineageSummary.Of([]));

    [Fact]
    public void What_repositories_share_comes_first_and_its_users_are_drawn()
    {
        var lineage = LineageSummary.Of([Scan("shop", "left-pad", "only-shop"), Scan("pay", "left-pad", "only-pay")])!;

        Assert.Equal(["left-pad", "only-pay", "only-shop"], lineage.Nodes.Where(n => n.Kind == "package").Select(n => n.Name));
        Assert.Equal(2, lineage.Nodes.Single(n => n.Name == "left-pad").Repositories);
        Assert.Contains(new Relation { From = "urn:cortex:project:shop:app", Kind = "depends-on", To = "urn:cortex:package:left-pad" }, lineage.Edges);
        Assert.Contains(new Relation { From = "urn:cortex:repository:shop", Kind = "contains", To = "urn:cortex:project:shop:app" }, lineage.Edges);
    }

    [Fact]
    public void Totals_count_what_is_shared_once_and_also_what_is_not_drawn()
    {
        var lineage = LineageSummary.Of([Scan("shop", "left-pad"), Scan("pay", "left-pad")])!;

        Assert.Equal(6, lineage.Assets);
        Assert.Equal(new Dictionary<string, int> { ["owner"] = 1, ["package"] = 1, ["project"] = 2, ["repository"] = 2 }, lineage.Kinds.ToDictionary());
        Assert.DoesNotContain(lineage.Nodes, n => n.Kind == "owner");
        Assert.Equal(4, lineage.Nodes.Single(n => n.Urn == "urn:cortex:repository:shop").Assets);
    }

    [Fact]
    public void Of_very_much_at_most_some_forty_are_drawn_and_every_line_has_two_ends()
    {
        var lineage = LineageSummary.Of([.. Enumerable.Range(0, 100).Select(i => Scan($"repository-{i:000}", [.. Enumerable.Range(0, 50).Select(p => $"package-{(i + p) % 120:000}")]))])!;

        Assert.InRange(lineage.Nodes.Count, 30, 42);
        var drawn = lineage.Nodes.Select(n => n.Urn).ToHashSet();
        Assert.NotEmpty(lineage.Edges);
        Assert.All(lineage.Edges, edge => Assert.True(drawn.Contains(edge.From) && drawn.Contains(edge.To)));
        Assert.Equal(100 + 100 + 120 + 1, lineage.Assets);
    }

    [Fact]
    public void The_order_of_the_scans_does_not_matter()
    {
        CataloguedTarget[] scans = [Scan("a", "x", "y"), Scan("b", "y", "z"), Scan("c", "z", "x")];

        var (forth, back) = (LineageSummary.Of(scans)!, LineageSummary.Of([.. scans.Reverse()])!);

        Assert.Equal(forth.Nodes, back.Nodes);
        Assert.Equal(forth.Edges, back.Edges);
    }

    /// <summary>A repository with one project that depends on packages, and an owner.</summary>
    private static CataloguedTarget Scan(string name, params string[] packages) => new()
    {
        Target = name,
        Repository = $"urn:cortex:repository:{name}",
        Complete = true,
        Assets =
        [
            Asset($"repository:{name}", "repository", name, name), Asset($"project:{name}:app", "project", "app", name), Asset("owner:team", "owner", "team", name) with { Places = [new Place { Target = name }] },
            .. packages.Select(package => Asset($"package:{package}", "package", package, name) with { Places = [new Place { Target = name, Direct = true }] }),
        ],
        Relations =
        [
            Relation($"repository:{name}", "contains", $"project:{name}:app"), Relation($"repository:{name}", "owned-by", "owner:team"),
            .. packages.Select(package => Relation($"project:{name}:app", "depends-on", $"package:{package}")),
        ],
    };

    private static Asset Asset(string urn, string kind, string name, string target) => new() { Urn = $"urn:cortex:{urn}", Kind = kind, Name = name, Target = target };

    private static Relation Relation(string from, string kind, string to) => new() { From = $"urn:cortex:{from}", Kind = kind, To = $"urn:cortex:{to}" };
}
