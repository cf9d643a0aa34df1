namespace Cortex.Inventory.Tests.Catalogue;

public sealed class AssetNamesTests : IAsyncLifetime
{
    private readonly CatalogueFolder _folder = new();

    public async Task InitializeAsync()
    {
        await _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(1), [
            RepositoryGraph.Of("shop", "package:pkg:npm/lodash@4.17.20", "package:pkg:npm/lodash@4.17.21", "package:pkg:npm/express@4.17.1", "project:web", "project:Web", "dockerfile:api", "project:gone"),
        ]);
        await _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(2), [
            RepositoryGraph.Of("shop", "package:pkg:npm/lodash@4.17.20", "package:pkg:npm/lodash@4.17.21", "package:pkg:npm/express@4.17.1", "project:web", "project:Web", "dockerfile:api"),
        ]);
    }

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Theory]
    [InlineData("urn:cortex:project:web", "project:web")]
    [InlineData("urn:cortex:package:pkg:npm%2Flodash@4.17.20", "package:pkg:npm/lodash@4.17.20")]
    [InlineData("pkg:npm/lodash@4.17.20", "package:pkg:npm/lodash@4.17.20")]
    [InlineData("pkg:npm%2Flodash@4.17.20", "package:pkg:npm/lodash@4.17.20")]
    [InlineData("pkg:npm/express", "package:pkg:npm/express@4.17.1")]
    [InlineData("web", "project:web")]
    [InlineData("Web", "project:Web")]
    [InlineData("API", "dockerfile:api")]
    [InlineData("ap", "dockerfile:api")]
    [InlineData("/src/shop", "repository:shop")]
    [InlineData("urn:cortex:dock", "dockerfile:api")]
    [InlineData("gone", "project:gone")]
    public void A_name_that_means_one_asset_finds_it(string name, string asset) =>
        Assert.Equal(RepositoryGraph.Urn(asset), _folder.Catalogue.Find(name).Urn);

    [Theory]
    [InlineData("pkg:npm/lodash", 2)]
    [InlineData("WEB", 2)]
    [InlineData("urn:cortex:", 7)]
    public void A_name_that_means_several_lists_them(string name, int candidates)
    {
        var choice = _folder.Catalogue.Find(name);
        Assert.Null(choice.Urn);
        Assert.Equal(candidates, choice.Candidates.Count);
        Assert.False(choice.More);
    }

    [Theory]
    [InlineData("shpo", "shop")]
    [InlineData("lodash 4.17.20", "pkg:npm/lodash@4.17.20")]
    [InlineData("nothing like it", null)]
    [InlineData("", null)]
    [InlineData("%_'\"\0", null)]
    public void A_name_that_nothing_has_is_answered_with_the_nearest(string name, string? nearest)
    {
        var choice = _folder.Catalogue.Find(name);
        Assert.Null(choice.Urn);
        Assert.Empty(choice.Candidates);
        Assert.Equal(nearest, choice.Nearest is [var first, ..] ? first : null);
    }
}
