using Cortex.Cli.Catalog;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Tests.Views;

public class LineageTextTests
{
    private static readonly CatalogLineage Ms = new()
    {
        Urn = "urn:cortex:package:pkg:npm/ms@2.0.0",
        Kind = "package",
        Name = "ms",
        Up = new()
        {
            Assets = 4,
            Beyond = 2,
            Complete = true,
            Kinds = [new() { Kind = "package", Assets = 2 }, new() { Kind = "project", Assets = 2 }],
            Repositories = [new() { Repository = "urn:cortex:repository:shop", Name = "shop", Assets = 2 }],
            Nodes =
            [
                Node("package", "pkg:npm/debug@2.6.9", "debug", 1, "package:pkg:npm/ms@2.0.0"),
                Node("package", "pkg:npm/%40a/b@1.0.0", "@a/b", 1, "package:pkg:npm/ms@2.0.0"),
                Node("project", "web", "web", 2, "package:pkg:npm/debug@2.6.9") with { Repository = "urn:cortex:repository:shop" },
                Node("project", "api", "api\u001b[31m", 2, "package:pkg:npm/debug@2.6.9") with { Repository = "urn:cortex:repository:shop" },
            ],
        },
    };

    [Fact]
    public void Lineage_is_a_tree_with_counts() => Assert.Equal(
        """
        package ms
        urn:cortex:package:pkg:npm/ms@2.0.0

        4 assets stand on it: 2 package, 2 project
        in 1 repository: shop 2
        and 2 assets beyond this depth

        ├─ package debug 2.6.9  (depends-on)
        │  ├─ project web  (depends-on)  in shop
        │  └─ project api [31m  (depends-on)  in shop
        └─ package @a/b 1.0.0  (depends-on)

        """, LineageText.Of(Ms, 60));

    [Fact]
    public void What_is_left_out_is_counted_where_it_would_stand() => Assert.EndsWith(
        """
        ├─ package debug 2.6.9  (depends-on)
        │  ├─ project web  (depends-on)  in shop
        │  └─ … 1 more
        └─ package @a/b 1.0.0  (depends-on)
        1 of 4 assets are not shown: --lines N shows more, --json all

        """, LineageText.Of(Ms, 3));

    [Fact]
    public void What_nothing_stands_on_and_what_is_gone_say_so()
    {
        var alone = Ms with { RetiredRun = Guid.Empty, Up = Ms.Up! with { Assets = 0, Nodes = [] }, Down = Ms.Up! with { Assets = 0, Nodes = [] } };
        var text = LineageText.Of(alone, 60);
        Assert.Contains("gone since run 00000000", text);
        Assert.Contains("nothing in the catalogue stands on it", text);
        Assert.Contains("it stands on nothing in the catalogue", text);
        Assert.Contains("at least", LineageText.Of(Ms with { Up = Ms.Up! with { Complete = false } }, 60));
    }

    private static LineageNode Node(string kind, string name, string label, int depth, string parent) => new()
    {
        Urn = $"urn:cortex:{kind}:{name}",
        Kind = kind,
        Name = label,
        Depth = depth,
        Relation = "depends-on",
        Parent = $"urn:cortex:{parent}",
    };
}
