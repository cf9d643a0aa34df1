using System.Net;
using System.Net.Http.Json;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Inventory.Catalogue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class CatalogEndpointsTests : IAsyncLifetime
{
    private readonly CatalogueFolder _folder = new();
    private readonly Checkout _shop = new Checkout().With("package.json", """{ "name": "web", "dependencies": { "@types/node": "20.0.0" } }""");
    private readonly WebApplication _app;
    private HttpClient _client = null!;

    public CatalogEndpointsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_folder.Catalogue);
        _app = builder.Build();
        CatalogEndpoints.Map(_app);
    }

    public async Task InitializeAsync()
    {
        await _folder.TakeIn(1, _shop.Scan());
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _shop.Dispose();
        await _folder.DisposeAsync();
    }

    [Theory]
    [InlineData("urn:cortex:package:pkg:npm/%40types/node@20.0.0")]
    [InlineData("urn:cortex:project:git.example.org/acme/shop:package.json")]
    public async Task An_asset_is_found_by_its_URN_escaped_as_one_segment_or_by_segments(string urn)
    {
        foreach (var path in (string[])[Uri.EscapeDataString(urn), string.Join('/', urn.Split('/').Select(Uri.EscapeDataString))])
        {
            var asset = await _client.GetFromJsonAsync<CatalogAsset>($"/api/catalog/assets/{path}", CortexJson.Options);
            Assert.Equal(urn, asset!.Asset.Urn);
        }
    }

    [Fact]
    public async Task Stats_search_export_and_changes_answer()
    {
        Assert.Equal(3, (await Get<CatalogStats>("stats")).Assets);
        Assert.Equal("@types/node", (await Get<CatalogSearch>("search?q=types&limit=1")).Assets[0].Name);
        Assert.Equal(3, (await Get<CatalogExport>("export")).Assets.Count);
        Assert.Equal(3, (await Get<CatalogExport>("export?target=shop")).Assets.Count);
        Assert.Equal(3, (await Get<CatalogChanges>($"changes?run={CatalogueFolder.Run(1)}")).New.Count);
    }

    [Theory]
    [InlineData("assets/urn:cortex:nothing")]
    [InlineData("export?target=nothing")]
    [InlineData("changes?run=00000000-0000-0000-0000-000000000001")]
    public async Task What_is_not_there_says_so_with_advice(string path)
    {
        using var answer = await _client.GetAsync(new Uri($"/api/catalog/{path}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull((await answer.Content.ReadFromJsonAsync<ApiError>(CortexJson.Options))!.Advice);
    }

    private async Task<T> Get<T>(string path) => (await _client.GetFromJsonAsync<T>($"/api/catalog/{path}", CortexJson.Options))!;
}
