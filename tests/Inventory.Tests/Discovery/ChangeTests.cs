using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery;

/// <summary>What a rename, a move, a deletion and a restoration of a manifest retire and add, and nothing else.</summary>
public sealed class ChangeTests : IDisposable
{
    private const string Prefix = "urn:cortex:";

    private readonly Checkout _checkout = new();

    public ChangeTests() => _checkout
        .With("web/package.json", """{ "name": "web", "scripts": { "test": "vitest" }, "dependencies": { "lodash": "4.17.21" } }""")
        .With("other/package.json", """{ "name": "other", "dependencies": { "lodash": "4.17.21", "react": "18.2.0" } }""")
        .With("deploy/api.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec: { containers: [{ image: acme/api:1 }] }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: api }\n")
        .With("compose.yaml", "services:\n  api: { image: acme/api:1 }\n")
        .With("rules.yml", "groups: [ { name: g, rules: [ { alert: A, expr: up }, { alert: A, expr: down } ] } ]\n")
        .With("infra/main.tf", "resource \"a_b\" \"c\" {}\n")
        .With("openapi.yaml", "openapi: 3.0.0\ninfo: { title: T, version: 1 }\npaths: {}\n");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Renaming_a_manifest_retires_what_its_path_names()
    {
        var text = File.ReadAllText(Path.Combine(_checkout.Folder, "deploy/api.yaml"));
        var (gone, come) = Change(() => _checkout.Without("deploy/api.yaml").With("deploy/pod.yaml", text));
        Assert.Equal(["kubernetes-resource:git.example.org/acme/shop:deploy/api.yaml:Pod/api", "kubernetes-resource:git.example.org/acme/shop:deploy/api.yaml:Secret/api"], gone);
        Assert.Equal(["kubernetes-resource:git.example.org/acme/shop:deploy/pod.yaml:Pod/api", "kubernetes-resource:git.example.org/acme/shop:deploy/pod.yaml:Secret/api"], come);
    }

    [Fact]
    public void Moving_a_project_retires_it_and_its_tests_and_no_package()
    {
        var text = File.ReadAllText(Path.Combine(_checkout.Folder, "web/package.json"));
        var (gone, come) = Change(() => _checkout.Without("web/package.json").With("apps/web/package.json", text));
        Assert.Equal(["project:git.example.org/acme/shop:web/package.json", "test-suite:git.example.org/acme/shop:web/package.json"], gone);
        Assert.Equal(["project:git.example.org/acme/shop:apps/web/package.json", "test-suite:git.example.org/acme/shop:apps/web/package.json"], come);
    }

    [Fact]
    public void Deleting_a_manifest_retires_what_it_alone_named()
    {
        var (gone, come) = Change(() => _checkout.Without("other/package.json"));
        Assert.Equal(["package:pkg:npm/react@18.2.0", "project:git.example.org/acme/shop:other/package.json"], gone);
        Assert.Empty(come);
    }

    [Theory]
    [InlineData("deploy/api.yaml", 2)]
    [InlineData("compose.yaml", 1)]
    [InlineData("rules.yml", 2)]
    [InlineData("infra/main.tf", 2)]
    [InlineData("openapi.yaml", 1)]
    [InlineData("web/package.json", 2)]
    public void Restoring_a_manifest_brings_back_the_very_same(string path, int assets)
    {
        var before = _checkout.Scan().Assets.Select(a => a.Urn).ToList();
        var text = File.ReadAllText(Path.Combine(_checkout.Folder, path));
        var (gone, _) = Change(() => _checkout.Without(path));
        Assert.Equal(assets, gone.Count);
        Assert.Equal(before, _checkout.With(path, text).Scan().Assets.Select(a => a.Urn));
    }

    [Fact]
    public void Lines_above_and_a_second_like_document_change_no_names()
    {
        var text = File.ReadAllText(Path.Combine(_checkout.Folder, "deploy/api.yaml"));
        var (gone, come) = Change(() => _checkout.With("deploy/api.yaml", "# more\n\n" + text + "---\n" + text));
        Assert.Empty(gone);
        Assert.Equal(["kubernetes-resource:git.example.org/acme/shop:deploy/api.yaml:Pod/api~2", "kubernetes-resource:git.example.org/acme/shop:deploy/api.yaml:Secret/api~2"], come);
        Assert.Equal(2, _checkout.Scan().Assets.Count(a => a.Kind == Kinds.AlertRule));
    }

    private (IReadOnlyList<string> Gone, IReadOnlyList<string> Come) Change(Action change)
    {
        var before = _checkout.Scan().Assets.Select(a => a.Urn).ToHashSet(StringComparer.Ordinal);
        change();
        var after = _checkout.Scan().Assets.Select(a => a.Urn).ToHashSet(StringComparer.Ordinal);
        return ([.. before.Except(after).Select(Short).Order(StringComparer.Ordinal)], [.. after.Except(before).Select(Short).Order(StringComparer.Ordinal)]);
    }

    private static string Short(string urn) => urn[Prefix.Length..];
}
