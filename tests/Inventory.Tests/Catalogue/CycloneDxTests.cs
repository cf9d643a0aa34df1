using System.Text.Json.Nodes;
using Cortex.Coordinator.Tests.Schemas;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class CycloneDxTests : IAsyncLifetime
{
    private const string Schemas = "node_modules/@cyclonedx/cyclonedx-library/res/schema/";

    private readonly CatalogueFolder _folder = new();
    private readonly Checkout _shop = new Checkout()
        .With("LICENSE", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software")
        .With("package.json", """
            { "name": "web", "dependencies": { "express": "4.17.1" }, "devDependencies": { "@types/node": "^20.0.0" } }
            """)
        .With("package-lock.json", """
            { "name": "web", "lockfileVersion": 3, "packages": {
              "": { "name": "web", "dependencies": { "express": "4.17.1" }, "devDependencies": { "@types/node": "^20.0.0" } },
              "node_modules/@types/node": { "version": "20.1.0", "dev": true },
              "node_modules/express": { "version": "4.17.1", "dependencies": { "ms": "2.0.0" } },
              "node_modules/ms": { "version": "2.0.0" } } }
            """)
        .With("requirements.txt", "requests==2.31.0 # pinned\nflask\n")
        .With("Dockerfile", "FROM node:18-alpine\nUSER app\n");

    public async Task InitializeAsync() => await _folder.TakeIn(1, _shop.Scan());

    public async Task DisposeAsync()
    {
        _shop.Dispose();
        await _folder.DisposeAsync();
    }

    [NodeFact]
    public void The_document_is_valid_CycloneDX_and_a_spoilt_one_is_not()
    {
        var schema = new JsonSchema(Schemas + "bom-1.6.SNAPSHOT.schema.json", strict: false, Schemas + "spdx.SNAPSHOT.schema.json", Schemas + "jsf-0.82.SNAPSHOT.schema.json");
        var good = _folder.Catalogue.Sbom("shop")!;
        var noLicense = good.DeepClone();
        noLicense["metadata"]!["component"]!["licenses"]![0]!["license"]!["id"] = "No-Such-License";
        var noScope = good.DeepClone();
        noScope["components"]![0]!["scope"] = "runtime";
        var twice = good.DeepClone();
        twice["components"]!.AsArray().Add(twice["components"]![0]!.DeepClone());

        var mistakes = schema.Validate([good.ToJsonString(), noLicense.ToJsonString(), noScope.ToJsonString(), twice.ToJsonString()]);
        Assert.Empty(mistakes[0]);
        Assert.All(mistakes.Skip(1), Assert.NotEmpty);
    }

    [Fact]
    public void It_says_what_there_is_where_and_what_depends_on_what()
    {
        var sbom = _folder.Catalogue.Sbom("shop")!;
        var express = Component(sbom, "pkg:npm/express@4.17.1");
        Assert.Equal(("library", "required"), ((string?)express["type"], (string?)express["scope"]));
        Assert.Contains(express["evidence"]!["occurrences"]!.AsArray(), o => (string?)o!["location"] == "package-lock.json");
        var types = Component(sbom, "pkg:npm/%40types/node@20.1.0");
        Assert.Equal(("@types", "node", "20.1.0", "excluded"), ((string?)types["group"], (string?)types["name"], (string?)types["version"], (string?)types["scope"]));
        Assert.Null(Component(sbom, "pkg:pypi/flask")["version"]);
        Assert.Equal("container", (string?)Component(sbom, "urn:cortex:image:docker.io/library/node:18-alpine")["type"]);

        var needs = sbom["dependencies"]!.AsArray().ToDictionary(d => (string)d!["ref"]!, d => d!["dependsOn"]?.AsArray().Select(n => (string)n!).ToList() ?? []);
        Assert.Equal(["pkg:npm/ms@2.0.0"], needs["pkg:npm/express@4.17.1"]);
        Assert.Empty(needs["pkg:npm/ms@2.0.0"]);
        Assert.Contains("urn:cortex:image:docker.io/library/node:18-alpine", needs["urn:cortex:repository:git.example.org/acme/shop"]);
        Assert.Equal("MIT", (string?)sbom["metadata"]!["component"]!["licenses"]![0]!["license"]!["id"]);
        Assert.Equal("https://git.example.org/acme/shop", (string?)sbom["metadata"]!["component"]!["externalReferences"]![0]!["url"]);
    }

    [Fact]
    public async Task The_same_part_is_the_same_document_and_its_time_is_the_scans()
    {
        var first = _folder.Catalogue.Sbom("shop")!;
        Assert.Equal("2026-01-01T01:00:00Z", (string?)first["metadata"]!["timestamp"]);
        _folder.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(first.ToJsonString(), _folder.Catalogue.Sbom("urn:cortex:repository:git.example.org/acme/shop")!.ToJsonString());
        _shop.With("requirements.txt", "requests==2.32.0\n");
        await _folder.TakeIn(2, _shop.Scan());
        Assert.NotEqual((string?)first["serialNumber"], (string?)_folder.Catalogue.Sbom("shop")!["serialNumber"]);
        Assert.Null(_folder.Catalogue.Sbom("nowhere"));
    }

    private static JsonNode Component(JsonObject sbom, string reference) => Assert.Single(sbom["components"]!.AsArray(), c => (string?)c!["bom-ref"] == reference)!;
}
