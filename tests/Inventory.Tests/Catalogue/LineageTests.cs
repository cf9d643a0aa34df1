using Cortex.Contracts.Api;
using Cortex.Inventory.Catalogue;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class LineageTests : IAsyncLifetime
{
    private readonly CatalogueFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task What_breaks_when_a_package_goes_is_found_through_packages_projects_images_and_deployments()
    {
        await TakeIn(
            RepositoryGraph.Of("shop",
                "repository:shop contains project:web", "project:web depends-on package:express", "package:express depends-on package:ms",
                "project:web depends-on package:lodash", "project:web built-into image:web", "project:web exposes api:web"),
            RepositoryGraph.Of("platform", "repository:platform contains deployment:web", "deployment:web deploys image:web"));

        Assert.Equal(
            [
                "1 depends-on package:express < package:ms",
                "2 depends-on project:web < package:express",
                "3 built-into image:web < project:web",
                "3 contains repository:shop < project:web",
                "3 exposes api:web < project:web",
                "4 deploys deployment:web < image:web",
                "5 contains repository:platform < deployment:web",
            ],
            Lines(Up("package:ms")));
        Assert.Equal(["shop 3", "platform 2"], Up("package:ms").Repositories.Select(r => $"{r.Name} {r.Assets}"));
        Assert.Equal(["api 1", "deployment 1", "image 1", "package 1", "project 1", "repository 2"], Up("package:ms").Kinds.Select(k => $"{k.Kind} {k.Assets}"));
    }

    [Fact]
    public async Task What_an_asset_stands_on_is_found_to_the_end()
    {
        await TakeIn(
            RepositoryGraph.Of("shop", "dockerfile:web built-into image:web", "dockerfile:web depends-on image:node", "project:web built-into image:web", "project:web depends-on package:ms"),
            RepositoryGraph.Of("platform", "repository:platform contains deployment:web", "deployment:web deploys image:web"));
        Assert.Equal(
            [
                "1 contains deployment:web < repository:platform",
                "2 deploys image:web < deployment:web",
                "3 built-into dockerfile:web < image:web",
                "3 built-into project:web < image:web",
                "4 depends-on image:node < dockerfile:web",
                "4 depends-on package:ms < project:web",
            ],
            Lines(_folder.Catalogue.Lineage(RepositoryGraph.Urn("repository:platform"), up: false, down: true)!.Down!));
    }

    [Fact]
    public async Task A_package_needs_in_one_repository_what_that_ones_lockfile_says()
    {
        await TakeIn(
            RepositoryGraph.Of("old", "project:old depends-on package:express", "package:express depends-on package:ms@1"),
            RepositoryGraph.Of("new", "project:new depends-on package:express", "package:express depends-on package:ms@2"));
        Assert.Equal(["1 depends-on package:express < package:ms@1", "2 depends-on project:old < package:express"], Lines(Up("package:ms@1")));
        Assert.Equal(["1 depends-on package:express < project:new", "2 depends-on package:ms@2 < package:express"], Lines(Down("project:new")));
        Assert.Equal(["ms@1", "ms@2"], Down("package:express").Nodes.Select(n => n.Name).Order());
    }

    [Fact]
    public async Task A_package_that_a_project_of_another_repository_makes_is_followed_to_its_source()
    {
        await TakeIn(
            RepositoryGraph.Of("library", "project:kit built-into package:kit", "project:kit depends-on package:ms"),
            RepositoryGraph.Of("shop", "project:web depends-on package:kit"));
        Assert.Equal(["package:kit", "project:kit", "package:ms"], Down("project:web").Nodes.Select(n => $"{n.Kind}:{n.Name}"));
        Assert.Equal(["project:kit", "package:kit", "project:web"], Up("package:ms").Nodes.Select(n => $"{n.Kind}:{n.Name}"));
    }

    [Fact]
    public async Task Circles_end()
    {
        await TakeIn(RepositoryGraph.Of("shop", "project:a depends-on project:b", "project:b depends-on project:c", "project:c depends-on project:a"));
        Assert.Equal(["b", "c"], Down("project:a").Nodes.Select(n => n.Name));
        Assert.Equal(["c", "b"], Up("project:a").Nodes.Select(n => n.Name));
    }

    [Fact]
    public async Task Every_asset_is_told_once_on_a_shortest_way()
    {
        await TakeIn(RepositoryGraph.Of("shop",
            "project:web depends-on package:a", "package:a depends-on package:b", "package:b depends-on package:c", "project:web depends-on package:c"));
        Assert.Equal(["1 a", "1 c", "2 b"], Down("project:web").Nodes.Select(n => $"{n.Depth} {n.Name}"));
    }

    [Fact]
    public async Task A_depth_cuts_and_says_how_much()
    {
        await TakeIn(RepositoryGraph.Of("shop", [.. Enumerable.Range(0, 100).Select(i => $"package:p{i} depends-on package:p{i + 1}")]));
        var cut = _folder.Catalogue.Lineage(RepositoryGraph.Urn("package:p0"), up: false, down: true, depth: 3)!.Down!;
        Assert.Equal((3, 97, true), (cut.Assets, cut.Beyond, cut.Complete));
        Assert.Equal(["p1", "p2", "p3"], cut.Nodes.Select(n => n.Name));
        Assert.Equal((100, 0), (Down("package:p0").Assets, Down("package:p0").Beyond));
    }

    [Fact]
    public async Task A_walk_has_its_limit_and_says_that_it_came_to_it()
    {
        await TakeIn(RepositoryGraph.Of("shop", [.. Enumerable.Range(0, 20_005).Select(i => $"project:p{i} depends-on package:ms")]));
        var tree = Up("package:ms");
        Assert.False(tree.Complete);
        Assert.True(tree.Assets >= 20_000);
        Assert.True(Down("project:p1").Complete);
    }

    [Fact]
    public async Task Who_owns_tests_and_observes_an_asset_is_told_of_it_and_not_followed()
    {
        await TakeIn(RepositoryGraph.Of("shop",
            "project:web owned-by owner:ann", "project:web tested-by test-suite:web", "project:web observed-by dashboard:web",
            "test-suite:web depends-on package:xunit", "project:kit depends-on project:web", "project:kit owned-by owner:bob"));
        Assert.Equal(["ann", "dashboard", "suite"], Down("project:web").Nodes.Select(n => n.Kind switch { "owner" => n.Name, "test-suite" => "suite", var kind => kind }).Order());
        Assert.Equal(["web"], Up("owner:ann").Nodes.Select(n => n.Name));
        Assert.Equal(["test-suite:web"], Up("package:xunit").Nodes.Select(n => $"{n.Kind}:{n.Name}"));
    }

    [Fact]
    public async Task A_retired_asset_has_no_lineage_and_says_which_run_saw_it_gone()
    {
        await TakeIn(RepositoryGraph.Of("shop", "project:web depends-on package:ms"));
        await _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(2), [RepositoryGraph.Of("shop", "project:web")]);
        var lineage = _folder.Catalogue.Lineage(RepositoryGraph.Urn("package:ms"), up: true, down: true)!;
        Assert.Equal(CatalogueFolder.Run(2), lineage.RetiredRun);
        Assert.Equal((0, 0), (lineage.Up!.Assets, lineage.Down!.Assets));
        Assert.Null(_folder.Catalogue.Lineage("urn:cortex:package:none", up: true, down: true));
    }

    private Task<CatalogueUpdate> TakeIn(params CataloguedTarget[] targets) => _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(1), targets);

    private LineageTree Up(string asset) => _folder.Catalogue.Lineage(RepositoryGraph.Urn(asset), up: true, down: false)!.Up!;

    private LineageTree Down(string asset) => _folder.Catalogue.Lineage(RepositoryGraph.Urn(asset), up: false, down: true)!.Down!;

    private static IEnumerable<string> Lines(LineageTree tree) =>
        tree.Nodes.Select(n => $"{n.Depth} {n.Relation} {n.Urn["urn:cortex:".Length..]} < {n.Parent["urn:cortex:".Length..]}");
}
