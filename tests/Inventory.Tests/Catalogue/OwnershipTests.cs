using Cortex.Contracts.Findings;
using Cortex.Inventory.Catalogue;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class OwnershipTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal)
    {
        ["repository:shop ownership"] = "codeowners",
        ["repository:old ownership"] = "inferred",
        ["repository:bare ownership"] = "none",
        ["kubernetes-resource:web kind"] = "Deployment",
        ["kubernetes-resource:db kind"] = "StatefulSet",
        ["kubernetes-resource:rules kind"] = "ConfigMap",
        ["kubernetes-resource:try kind"] = "Deployment",
        ["kubernetes-resource:try namespace"] = "staging",
        ["kubernetes-resource:lone kind"] = "Deployment",
    };

    private readonly CatalogueFolder _folder = new();

    public async Task InitializeAsync() => await _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(1),
    [
        RepositoryGraph.Of("shop", _properties,
            "project:web owned-by owner:@acme/web", "project:web contains test-suite:web", "kubernetes-resource:web owned-by owner:@acme/web",
            "kubernetes-resource:db", "kubernetes-resource:rules", "kubernetes-resource:try", "api:orders", "package:ms",
            "dockerfile:web built-into image:web", "kubernetes-resource:web deploys image:web", "dockerfile:tool built-into image:tool"),
        RepositoryGraph.Of("old", _properties, "repository:old owned-by owner:ann", "project:old", "kubernetes-resource:lone"),
        RepositoryGraph.Of("bare", _properties, "project:bare", "kubernetes-resource:bare"),
    ]);

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public void Owners_are_listed_with_what_they_own_and_what_of_it_is_inferred()
    {
        var owners = _folder.Catalogue.Owners();
        Assert.Equal(
            ["ann 3 (3 inferred): kubernetes-resource 1, project 1, repository 1", "@acme/web 2 (0 inferred): kubernetes-resource 1, project 1"],
            owners.Owners.Select(o => $"{o.Name} {o.Assets} ({o.Inferred} inferred): {string.Join(", ", o.Kinds.Select(k => $"{k.Kind} {k.Assets}"))}"));
        Assert.Equal(["shop 8", "bare 3"], owners.UnownedRepositories.Select(r => $"{r.Name} {r.Assets}"));
        Assert.Equal(11, owners.Unowned);
        Assert.Equal(11, owners.UnownedKinds.Sum(k => k.Assets));
    }

    [Fact]
    public void Gaps_are_repositories_and_what_of_a_partly_owned_one_runs_in_production_is_built_for_it_or_is_called() => Assert.Equal(
        [
            "ownership-gap:api-without-owner:shop:orders",
            "ownership-gap:image-without-owner:shop:web",
            "ownership-gap:repository-owner-inferred:old",
            "ownership-gap:repository-without-owner:bare",
            "ownership-gap:workload-without-owner:shop:db",
        ],
        Gaps("shop", "old", "bare").Select(f => f.Key));

    [Fact]
    public void A_gap_says_where_it_is_and_what_to_do()
    {
        var gap = Gaps("shop").Single(f => f.Rule == "workload-without-owner");
        Assert.Equal(("/src/shop", "kubernetes-resource/db", Severity.Medium), (gap.Target, gap.Path, gap.Severity));
        Assert.Equal("Nobody owns StatefulSet db. Add its path to CODEOWNERS.", gap.Title);
        Assert.Contains("ann wrote most of it", Assert.Single(Gaps("old")).Title);
    }

    [Fact]
    public void Repositories_that_the_run_did_not_look_at_have_no_gaps_in_it() => Assert.Empty(Gaps());

    [Fact]
    public async Task Many_gaps_of_one_rule_are_one_finding()
    {
        var properties = Enumerable.Range(0, 50).ToDictionary(i => $"kubernetes-resource:w{i} kind", _ => "Deployment", StringComparer.Ordinal);
        properties["repository:big ownership"] = "codeowners";
        await _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(2),
            [RepositoryGraph.Of("big", properties, [.. Enumerable.Range(0, 50).Select(i => $"kubernetes-resource:w{i}"), "project:p owned-by owner:ann"])]);
        var gap = Assert.Single(Gaps("big"));
        Assert.Equal("ownership-gap:workload-without-owner:big", gap.Key);
        Assert.StartsWith("50 assets have no owner: Deployment w0 and others.", gap.Title);
    }

    private IReadOnlyList<Finding> Gaps(params string[] repositories) => _folder.Catalogue.OwnershipGaps(repositories.Select(r => RepositoryGraph.Urn($"repository:{r}")));
}
