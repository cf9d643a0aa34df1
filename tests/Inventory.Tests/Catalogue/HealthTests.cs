using Cortex.Contracts.Api;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly CatalogueFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Health_is_scored_with_reasons_and_repositories_are_as_healthy_as_what_they_hold()
    {
        await TakeIn("2025-12-22T00:00:00Z", "codeowners",
            "repository:shop owned-by owner:@acme/web", "repository:shop contains project:web", "repository:shop contains project:kit", "repository:shop contains project:web.tests",
            "project:web tested-by test-suite:web", "project:web.tests contains test-suite:web", "project:web owned-by owner:@acme/web",
            "repository:shop contains kubernetes-resource:web", "kubernetes-resource:web observed-by dashboard:web", "repository:shop contains kubernetes-resource:job");

        Assert.Equal(
            ["activity 100 last commit 10 days before the last scan", "observability 50 1 of 2 workloads and APIs are observed", "ownership 100 owned by @acme/web", "tests 50 1 of 2 projects are tested"],
            Lines("repository:shop"));
        Assert.Equal(75, Health("repository:shop")!.Score);
        Assert.Equal(["activity 100 last commit 10 days before the last scan", "ownership 100 owned by @acme/web", "tests 100 tested by 1 suite"], Lines("project:web"));
        Assert.Contains("tests 0 untested: no test suite is known to test it", Lines("project:kit"));
        Assert.DoesNotContain(Health("project:web.tests")!.Aspects, a => a.Name == "tests");
        Assert.Contains("observability 0 unobserved: no dashboard and no alert is known to watch it", Lines("kubernetes-resource:job"));
        Assert.Contains("observability 100 observed by a dashboard or an alert", Lines("kubernetes-resource:web"));
        Assert.Contains("ownership 0 unowned: CODEOWNERS names nobody for it, and nobody could be inferred", Lines("kubernetes-resource:web"));
        Assert.Null(Health("owner:@acme/web"));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 100)]
    [InlineData("2025-10-03T00:00:00Z", 100)]
    [InlineData("2024-11-18T00:00:00Z", 50)]
    [InlineData("2023-01-01T00:00:00Z", 0)]
    [InlineData("2030-01-01T00:00:00Z", 100)]
    public async Task A_repository_goes_stale_between_a_quarter_and_two_years(string lastCommit, int score)
    {
        await TakeIn(lastCommit, "none", "project:web");
        Assert.Equal(score, Health("project:web")!.Aspects.Single(a => a.Name == "activity").Score);
    }

    [Fact]
    public async Task An_inferred_owner_is_half_an_owner()
    {
        await TakeIn("2026-01-01T00:00:00Z", "inferred", "repository:shop owned-by owner:ann", "project:web");
        Assert.Contains("ownership 50 owner only inferred: ann wrote most of the repository", Lines("project:web"));
    }

    [Fact]
    public async Task The_worst_come_first_and_time_alone_changes_nothing()
    {
        await TakeIn("2023-01-01T00:00:00Z", "none", "project:web tested-by test-suite:web", "project:kit");
        var first = _folder.Catalogue.Health("project");
        Assert.Equal((2, "kit"), (first.Judged, first.Assets[0].Name));
        _folder.Time.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(first.Assets.Select(a => a.Score), _folder.Catalogue.Health("project").Assets.Select(a => a.Score));
        Assert.Equal(["shop"], _folder.Catalogue.Stats().Health.Select(h => h.Name));
        Assert.Single(_folder.Catalogue.Health(limit: 1).Assets);
    }

    private Task TakeIn(string lastActivity, string ownership, params string[] sentences) => _folder.Catalogue.UpdateAsync(CatalogueFolder.Run(1),
    [
        RepositoryGraph.Of("shop", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["repository:shop lastActivity"] = lastActivity,
            ["repository:shop ownership"] = ownership,
            ["kubernetes-resource:web kind"] = "Deployment",
            ["kubernetes-resource:job kind"] = "CronJob",
        }, sentences),
    ]);

    private AssetHealth? Health(string asset) => _folder.Catalogue.Show(RepositoryGraph.Urn(asset))!.Health;

    private IEnumerable<string> Lines(string asset) => Health(asset)!.Aspects.Select(a => $"{a.Name} {a.Score} {a.Reason}");
}
