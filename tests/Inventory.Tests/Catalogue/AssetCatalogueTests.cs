using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Targets;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Workspaces.Targets;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class AssetCatalogueTests : IAsyncLifetime
{
    private const string Lodash = "urn:cortex:package:pkg:npm/lodash@4.17.20";

    private readonly CatalogueFolder _folder = new();
    private readonly Checkout _shop = new Checkout()
        .With("package.json", """
            {
              "name": "web",
              "dependencies": { "lodash": "4.17.20", "express": "4.17.1" }
            }
            """)
        .With("api/Dockerfile", "FROM node:18\nUSER app\n")
        .With("CODEOWNERS", "* @acme/web\n")
        .With("k8s/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 1, template: { spec: { containers: [{ image: \"acme/web:1\" }] } } }\n");

    private readonly Checkout _other = new Checkout { Target = new() { Name = "other", Location = "/src/other", Commit = "c" } }
        .With("package.json", """{ "name": "other", "dependencies": { "lodash": "4.17.20" } }""");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _shop.Dispose();
        _other.Dispose();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task The_second_scan_of_the_same_thing_finds_nothing_new()
    {
        var first = await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        var second = await _folder.TakeIn(2, _shop.Scan(), _other.Scan());
        Assert.Equal("11 assets in 2 repositories: 11 new, 0 changed, 0 retired", first.Summary);
        Assert.Equal("11 assets in 2 repositories: 0 new, 0 changed, 0 retired", second.Summary);
        Assert.Empty(_folder.Diff(2));
        var lodash = _folder.Catalogue.Show(Lodash)!;
        Assert.Equal((CatalogueFolder.Run(1), CatalogueFolder.Run(2)), (lodash.FirstRun, lodash.LastRun));
        Assert.Equal(TimeSpan.FromHours(1), lodash.LastSeen - lodash.FirstSeen);
    }

    [Fact]
    public async Task Commits_lines_and_a_moved_declaration_change_no_asset_but_are_kept_up_to_date()
    {
        await _folder.TakeIn(1, _shop.Scan(new RepositoryHistory { Commits = 1 }));
        _shop.With("CODEOWNERS", "# the team\n* @acme/web\n").With("a.md", "more\n");
        await _folder.TakeIn(2, _shop.Scan(new RepositoryHistory { Commits = 2 }));
        Assert.Empty(_folder.Diff(2));
        Assert.Equal("2", _folder.Catalogue.Show(_shop.Scan().Repository)!.Asset.Properties["commits"]);
        Assert.Equal(2, _folder.Catalogue.Search("@acme/web")[0].Line);
    }

    [Fact]
    public async Task One_edited_manifest_changes_exactly_the_assets_it_affects()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        _shop.With("package.json", """{ "name": "web", "dependencies": { "lodash": "4.17.21", "express": "4.17.1" } }""");
        await _folder.TakeIn(2, _shop.Scan(), _other.Scan());
        Assert.Equal(["+ package lodash", "~ package lodash (places)", "~ project web (depends-on)"], _folder.Diff(2));

        _shop.With("k8s/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3, template: { spec: { containers: [{ image: \"acme/web:1\" }] } } }\n");
        await _folder.TakeIn(3, _shop.Scan(), _other.Scan());
        Assert.Equal(["~ kubernetes-resource web (replicas)"], _folder.Diff(3));
    }

    [Fact]
    public async Task What_a_repository_no_longer_has_is_retired_unless_another_has_it()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        var assets = _folder.Catalogue.Count();
        _shop.Without("package.json");
        await _folder.TakeIn(2, _shop.Scan(), _other.Scan());
        Assert.Equal(["~ package lodash (places)", "- package express", "- project web"], _folder.Diff(2));
        Assert.Equal(assets - 2, _folder.Catalogue.Count());
        Assert.Empty(_folder.Catalogue.Search("express"));
        var express = _folder.Catalogue.Show("urn:cortex:package:pkg:npm/express@4.17.1")!;
        Assert.Equal((CatalogueFolder.Run(2), CatalogueFolder.Run(1)), (express.RetiredRun, express.LastRun));
    }

    [Fact]
    public async Task What_was_deleted_and_comes_back_is_the_same_asset_again()
    {
        await _folder.TakeIn(1, _shop.Scan());
        var before = Export();
        var text = File.ReadAllText(Path.Combine(_shop.Folder, "api/Dockerfile"));
        _shop.Without("api/Dockerfile");
        await _folder.TakeIn(2, _shop.Scan());
        Assert.Equal(["- dockerfile api/Dockerfile", "- image docker.io/library/node:18"], _folder.Diff(2));
        _shop.With("api/Dockerfile", text);
        await _folder.TakeIn(3, _shop.Scan());
        Assert.Equal(["+ dockerfile api/Dockerfile", "+ image docker.io/library/node:18"], _folder.Diff(3));
        Assert.Equal(before, Export());
        var dockerfile = _folder.Catalogue.Show("urn:cortex:dockerfile:git.example.org/acme/shop:api/Dockerfile")!;
        Assert.Equal(CatalogueFolder.Run(1), dockerfile.FirstRun);
        Assert.Null(dockerfile.RetiredRun);
    }

    [Fact]
    public async Task Renaming_and_moving_a_manifest_retires_the_old_place_and_adds_the_new()
    {
        await _folder.TakeIn(1, _shop.Scan());
        Directory.Move(Path.Combine(_shop.Folder, "api"), Path.Combine(_shop.Folder, "server"));
        await _folder.TakeIn(2, _shop.Scan());
        Assert.Equal(["+ dockerfile server/Dockerfile", "~ image docker.io/library/node:18 (places)", "- dockerfile api/Dockerfile"], _folder.Diff(2));
    }

    [Fact]
    public async Task A_retired_asset_is_shown_as_it_was_last_seen_with_the_run_and_the_time_that_saw_it_gone()
    {
        await _folder.TakeIn(1, _shop.Scan());
        var before = _folder.Catalogue.Show("urn:cortex:dockerfile:git.example.org/acme/shop:api/Dockerfile")!;
        var text = File.ReadAllText(Path.Combine(_shop.Folder, "api/Dockerfile"));
        _shop.Without("api/Dockerfile");
        await _folder.TakeIn(2, _shop.Scan());
        await _folder.TakeIn(3, _shop.Scan());
        var gone = _folder.Catalogue.Show(before.Asset.Urn)!;
        Assert.Equal((CatalogueFolder.Run(2), before.FirstSeen.AddHours(1)), (gone.RetiredRun!.Value, gone.RetiredAt!.Value));
        Assert.Equal(("shop", "api/Dockerfile"), (gone.Asset.Target, gone.Asset.Path));
        Assert.Empty(gone.Outgoing);
        Assert.Null(gone.Health);

        _shop.With("api/Dockerfile", text);
        await _folder.TakeIn(4, _shop.Scan());
        var back = _folder.Catalogue.Show(before.Asset.Urn)!;
        Assert.Equal((null, null, CatalogueFolder.Run(1)), (back.RetiredRun, back.RetiredAt, back.FirstRun));
        Assert.Equal(before.Outgoing, back.Outgoing);
    }

    [Fact]
    public async Task Renaming_moving_deleting_and_restoring_a_lockfile_retires_exactly_what_only_it_showed()
    {
        const string Lock = """
            { "name": "web", "lockfileVersion": 3, "packages": {
              "": { "name": "web", "dependencies": { "lodash": "4.17.20", "express": "4.17.1" } },
              "node_modules/lodash": { "version": "4.17.20" },
              "node_modules/express": { "version": "4.17.1", "dependencies": { "ms": "2.0.0" } },
              "node_modules/ms": { "version": "2.0.0" } } }
            """;
        await _folder.TakeIn(1, _shop.With("package-lock.json", Lock).Scan());
        var whole = Export();

        await _folder.TakeIn(2, _shop.Without("package-lock.json").Scan());
        Assert.Equal(["~ package express (depends-on, places)", "~ package lodash (places)", "- package ms"], _folder.Diff(2));

        await _folder.TakeIn(3, _shop.With("npm-shrinkwrap.json", Lock).Scan());
        Assert.Equal(["+ package ms", "~ package express (depends-on, places)", "~ package lodash (places)"], _folder.Diff(3));

        await _folder.TakeIn(4, _shop.Without("npm-shrinkwrap.json").With("package-lock.json", Lock).Scan());
        Assert.Equal(["~ package express (places)", "~ package lodash (places)", "~ package ms (places)"], _folder.Diff(4));
        Assert.Equal(whole, Export());

        await _folder.TakeIn(5, _shop.Without("package-lock.json").Without("package.json").With("web/package.json", """{ "name": "web", "dependencies": { "lodash": "4.17.20", "express": "4.17.1" } }""").With("web/package-lock.json", Lock).Scan());
        Assert.Equal(["+ project web", "~ package express (places)", "~ package lodash (places)", "~ package ms (places)", "- project web"], _folder.Diff(5));
        await _folder.TakeIn(6, _shop.Scan());
        Assert.Empty(_folder.Diff(6));
    }

    [Fact]
    public async Task A_partial_scan_retires_nothing()
    {
        await _folder.TakeIn(1, _shop.Scan());
        var before = Export();
        await _folder.TakeIn(2, _shop.Scan(limits: new TreeLimits { MaxFiles = 1 }));
        Assert.DoesNotContain(_folder.Diff(2), d => d[0] == '-');
        Assert.Subset(JsonRelations(Export()), JsonRelations(before));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_keeps_what_was_known_of_it()
    {
        await _folder.TakeIn(1, _shop.Scan());
        _shop.With("package.json", "{ broken");
        await _folder.TakeIn(2, _shop.Scan());
        Assert.Empty(_folder.Diff(2));
        Assert.Contains(_folder.Catalogue.Show(Lodash)!.Incoming, r => r.Name == "web");
    }

    [Fact]
    public async Task A_repository_that_a_run_did_not_look_at_stays_as_it_is()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        await _folder.TakeIn(2, _other.Scan());
        Assert.Empty(_folder.Diff(2));
        Assert.Equal(CatalogueFolder.Run(1), _folder.Catalogue.Show(_shop.Scan().Repository)!.LastRun);
    }

    [Fact]
    public async Task The_same_results_of_one_run_again_give_the_same_answer()
    {
        var first = await _folder.TakeIn(1, _shop.Scan());
        Assert.Equal(first, await _folder.TakeIn(1, _shop.Scan()));
        Assert.Equal(first.New, _folder.Diff(1).Count);
    }

    [Fact]
    public async Task More_results_of_one_run_add_to_what_it_found()
    {
        await _folder.TakeIn(1, _shop.Scan());
        var second = await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        Assert.Equal("11 assets in 2 repositories: 11 new, 0 changed, 0 retired", second.Summary);
        Assert.All(_folder.Diff(1), d => Assert.StartsWith("+", d));
    }

    [Fact]
    public async Task The_name_under_which_a_repository_was_given_changes_nothing()
    {
        await _folder.TakeIn(1, _shop.Scan());
        await _folder.TakeIn(2, RepositoryScan.Scan(_shop.Folder, _shop.Target with { Name = "." }, RepositoryIdentity.Of(_shop.Target), RepositoryHistory.Unknown, TreeLimits.Default, new DateOnly(2026, 1, 1), default));
        Assert.Empty(_folder.Diff(2));
        Assert.Equal(".", Assert.Single(_folder.Catalogue.Stats().Targets).Target);
    }

    [Fact]
    public async Task An_asset_is_shown_with_its_relations_both_ways()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        var lodash = _folder.Catalogue.Show(Lodash)!;
        Assert.Equal(["depends-on other", "depends-on web"], lodash.Incoming.Select(r => $"{r.Kind} {r.Name}").Order());
        Assert.Equal(["other", "shop"], lodash.Asset.Places.Select(p => p.Target).Order());
        var web = _folder.Catalogue.Show("urn:cortex:project:git.example.org/acme/shop:package.json")!;
        Assert.Equal(["depends-on express", "depends-on lodash", "owned-by @acme/web"], web.Outgoing.Select(r => $"{r.Kind} {r.Name}"));
        Assert.Null(_folder.Catalogue.Show("urn:cortex:project:nowhere"));
    }

    [Fact]
    public async Task Stats_count_by_kind_and_by_repository()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        var stats = _folder.Catalogue.Stats();
        Assert.Equal(stats.Assets, stats.Kinds.Sum(k => k.Assets));
        Assert.Equal(2, stats.Kinds.Single(k => k.Kind == "repository").Assets);
        Assert.Equal(["shop", "other"], stats.Targets.Select(t => t.Target));
        Assert.Equal(3, stats.Targets.Single(t => t.Target == "other").Assets);
        Assert.Equal(CatalogueFolder.Run(1), stats.Targets[0].LastRun);
    }

    [Theory]
    [InlineData("lodash", "lodash")]
    [InlineData("LOD", "lodash")]
    [InlineData("lodash 4.17.20", "lodash")]
    [InlineData("package express", "express")]
    [InlineData("node:18", "docker.io/library/node:18")]
    [InlineData("docker app", "api/Dockerfile")]
    public async Task Search_finds_by_the_beginnings_of_words(string text, string name)
    {
        await _folder.TakeIn(1, _shop.Scan());
        Assert.Equal(name, _folder.Catalogue.Search(text)[0].Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("* OR name:*")]
    [InlineData("name : \"x\" NEAR(a b, 3)")]
    [InlineData("'; DROP TABLE catalog_assets; --")]
    [InlineData("\0 ^ - + { } ( )")]
    [InlineData("%_\\")]
    public async Task Search_takes_any_text(string text)
    {
        await _folder.TakeIn(1, _shop.Scan());
        Assert.True(_folder.Catalogue.Search(text).Count <= 20);
        Assert.True(_folder.Catalogue.Search(string.Concat(Enumerable.Repeat(text + "a ", 5000)), int.MaxValue).Count < 20);
        Assert.NotEqual(0, _folder.Catalogue.Count());
    }

    [Fact]
    public async Task An_export_of_one_repository_holds_what_it_sees()
    {
        await _folder.TakeIn(1, _shop.Scan(), _other.Scan());
        var all = _folder.Catalogue.Export()!;
        Assert.Equal(11, all.Assets.Count);
        Assert.Equal(all.Assets.Count, all.Assets.Select(a => a.Urn).Distinct().Count());
        Assert.Equal(["lodash", "other", "other"], _folder.Catalogue.Export("other")!.Assets.Select(a => a.Name).Order());
        Assert.Null(_folder.Catalogue.Export("nowhere"));
        Assert.All(all.Relations, r => Assert.Contains(all.Assets, a => a.Urn == r.To));
    }

    private string Export() => JsonSerializer.Serialize(_folder.Catalogue.Export(), CortexJson.Options);

    private static HashSet<string> JsonRelations(string export)
    {
        using var json = JsonDocument.Parse(export);
        return [.. json.RootElement.GetProperty("relations").EnumerateArray().Select(r => r.GetRawText())];
    }
}
