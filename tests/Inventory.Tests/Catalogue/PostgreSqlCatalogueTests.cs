using System.Text.Json;
using Cortex.Contracts;
using Cortex.Inventory.Catalogue;
using Cortex.Messaging.Stores;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Inventory.Tests.Catalogue;

/// <summary>The same scans in a catalogue on each engine: every answer is the same.</summary>
public sealed class PostgreSqlCatalogueTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["project:web kind"] = "npm",
        ["repository:shop lastActivity"] = "2025-11-01T00:00:00Z",
        ["kubernetes-resource:api namespace"] = "prod",
        ["kubernetes-resource:api kind"] = "Deployment",
    };

    private static readonly CataloguedTarget[][] Runs =
    [
        [
            RepositoryGraph.Of("shop", Properties, "repository:shop contains project:web", "project:web depends-on package:express", "package:express depends-on package:qs",
                "kubernetes-resource:api deploys image:shop/api", "workflow:build makes image:shop/api", "owner:@acme/web owns project:web", "project:WebTests tests project:web"),
            RepositoryGraph.Of("billing", "repository:billing contains project:Billing.Api", "project:Billing.Api depends-on package:qs", "project:Billing.Api depends-on package:Newtonsoft.Json"),
        ],
        [
            RepositoryGraph.Of("shop", Properties, "repository:shop contains project:web", "project:web depends-on package:express",
                "kubernetes-resource:api deploys image:shop/api", "owner:@acme/web owns project:web", "project:WebTests tests project:web"),
            RepositoryGraph.Of("empty"),
        ],
        [RepositoryGraph.Of("billing", "repository:billing contains project:Billing.Api", "project:Billing.Api depends-on package:qs")],
    ];

    [ServerFact(ServerKind.Postgres)]
    public async Task Every_question_is_answered_as_by_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-catalogue-");
        await using var sqlite = Open(new StoreOptions { Path = Path.Combine(folder.FullName, "cortex.db") });
        await using var postgres = Open(new StoreOptions { PostgreSql = await server.CreateDatabaseAsync("catalogue"), Writer = "inventory" });

        for (var run = 1; run <= Runs.Length; run++)
            Assert.Equal(await TakeInAsync(sqlite, run), await TakeInAsync(postgres, run));

        Assert.Equal(Answers(sqlite), Answers(postgres));
        folder.Delete(recursive: true);
    }

    private static Store Open(StoreOptions options) =>
        Store.Open(options, [CatalogueSchema.Schema, CatalogueSchema.Walks], new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    private static async Task<string> TakeInAsync(Store store, int run) =>
        Json(await new AssetCatalogue(store).UpdateAsync(CatalogueFolder.Run(run), Runs[run - 1]));

    private static List<string> Answers(Store store)
    {
        var catalogue = new AssetCatalogue(store);
        var urns = catalogue.Export()!.Assets.Select(asset => asset.Urn).Append(RepositoryGraph.Urn("package:Newtonsoft.Json")).ToList();
        string[] asked = ["web", "WEB", "billing api", "Bill", "json newton", "shop/api", "acme", "it's", "zzz", "", "@"];
        string[] named = ["web", "WEB", "Billing", "billing.api", "/src/shop", "shop", "Newtonsoft.Json", "newtonsoft.json", "newtonsof.json", "qs", "p", "urn:cortex:package:q", "it's"];
        List<string> answers =
        [
            Json(catalogue.Stats()), Json(catalogue.Owners()), Json(catalogue.Health(limit: 100)), Json(catalogue.Export()), Json(catalogue.Export("/src/shop")), Json(catalogue.Export("nowhere")),
            .. Enumerable.Range(1, Runs.Length).Select(run => Json(catalogue.Changes(CatalogueFolder.Run(run)))),
            .. asked.Select(text => $"search {text}: {string.Join(", ", catalogue.Search(text).Select(asset => asset.Urn).Order(StringComparer.Ordinal))}"),
            .. named.Select(name => $"find {name}: {Json(catalogue.Find(name))}"),
            .. urns.Select(urn => Json(catalogue.Show(urn))),
            .. urns.Select(urn => Json(catalogue.Lineage(urn, up: true, down: true))),
        ];
        Assert.Contains("search web: urn:cortex:owner:@acme/web, urn:cortex:project:WebTests, urn:cortex:project:web", string.Join('\n', answers), StringComparison.Ordinal);
        return answers;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, CortexJson.Indented);
}
