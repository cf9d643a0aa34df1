using System.Collections.Immutable;
using Cortex.Contracts.Api;
using Cortex.Inventory.Catalogue.Ownership;
using Cortex.Inventory.Catalogue.Structure;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Catalogue.Health;

/// <summary>
/// How an asset is cared for: is its repository alive, does somebody own it, test it, watch it. Pure; a repository's age is counted up to its
/// last scan and not up to today, so that the same catalogue always has the same scores.
/// </summary>
internal static class HealthScore
{
    /// <summary>A repository is as good as new for a quarter, and stale after two years.</summary>
    private const double FreshDays = 90;
    private const double StaleDays = 730;

    public static IReadOnlyList<AssetHealth> WorstFirst(CatalogueStructure structure, string? kind = null) =>
    [
        .. structure.Declared.Where(a => kind is null || a.Kind == kind).Select(a => Of(structure, a)).OfType<AssetHealth>()
            .OrderBy(h => h.Score).ThenBy(h => h.Urn, StringComparer.Ordinal),
    ];

    /// <summary>Null when no aspect applies.</summary>
    public static AssetHealth? Of(CatalogueStructure structure, StructureAsset asset)
    {
        HealthAspect?[] all = [Activity(structure.RepositoryOf(asset)), Observability(structure, asset), Ownership(structure, asset), Tests(structure, asset)];
        var aspects = all.OfType<HealthAspect>().ToImmutableArray();
        return aspects.IsEmpty ? null : new()
        {
            Urn = asset.Urn,
            Kind = asset.Kind,
            Name = asset.Name,
            Repository = structure.RepositoryOf(asset).Urn,
            Score = (int)Math.Round(aspects.Average(a => a.Score), MidpointRounding.AwayFromZero),
            Aspects = aspects,
        };
    }

    private static HealthAspect? Activity(StructureAsset repository)
    {
        if (repository is not { LastActivity: { } last, Scanned: { } scanned })
            return null;
        var days = Math.Max(0, (scanned - last).TotalDays);
        var score = 100 * Math.Clamp((StaleDays - days) / (StaleDays - FreshDays), 0, 1);
        return Aspect("activity", score, $"{(score < 50 ? "stale: " : "")}last commit {Math.Floor(days):0} days before the last scan");
    }

    private static HealthAspect Ownership(CatalogueStructure structure, StructureAsset asset) => Owners.Of(structure, asset) switch
    {
        { Owners: [] } => Aspect("ownership", 0, "unowned: CODEOWNERS names nobody for it, and nobody could be inferred"),
        { Inferred: true } by => Aspect("ownership", 50, $"owner only inferred: {by.Owners[0].Name} wrote most of the repository"),
        var by => Aspect("ownership", 100, $"owned by {string.Join(", ", by.Owners.Select(o => o.Name).Order(StringComparer.Ordinal).Take(3))}"),
    };

    private static HealthAspect? Tests(CatalogueStructure structure, StructureAsset asset)
    {
        if (asset.Kind == Kinds.Project && CountsForTests(structure, asset))
        {
            var suites = structure.Targets(asset, Kinds.TestedBy).ToList();
            return suites.Count == 0
                ? Aspect("tests", 0, "untested: no test suite is known to test it")
                : Aspect("tests", 100, $"tested by {suites.Count} {(suites.Count == 1 ? "suite" : "suites")}");
        }

        return asset.Kind == Kinds.Repository
            ? Share("tests", Below(structure, asset).Where(a => a.Kind == Kinds.Project && CountsForTests(structure, a)).ToList(), a => structure.Targets(a, Kinds.TestedBy).Any(), "untested", "projects are tested")
            : null;
    }

    private static HealthAspect? Observability(CatalogueStructure structure, StructureAsset asset)
    {
        if (asset.Kind == Kinds.Repository)
            return Share("observability", Below(structure, asset).Where(IsObservable).ToList(), a => IsObserved(structure, a), "unobserved", "workloads and APIs are observed");
        if (!IsObservable(asset))
            return null;
        return IsObserved(structure, asset)
            ? Aspect("observability", 100, "observed by a dashboard or an alert")
            : Aspect("observability", 0, "unobserved: no dashboard and no alert is known to watch it");
    }

    /// <summary>A project that only tests others is not itself tested.</summary>
    private static bool CountsForTests(CatalogueStructure structure, StructureAsset project) =>
        structure.Targets(project, Kinds.TestedBy).Any() || structure.Targets(project, Kinds.Contains).All(a => a.Kind != Kinds.TestSuite);

    private static bool IsObservable(StructureAsset asset) => asset.IsWorkload || asset.Kind == Kinds.Api;

    /// <summary>Itself, or what exposes it.</summary>
    private static bool IsObserved(CatalogueStructure structure, StructureAsset asset) =>
        structure.Targets(asset, Kinds.ObservedBy).Any() || structure.Sources(asset, Kinds.Exposes).Any(a => structure.Targets(a, Kinds.ObservedBy).Any());

    private static IEnumerable<StructureAsset> Below(CatalogueStructure structure, StructureAsset repository)
    {
        var reached = new HashSet<long> { repository.Id };
        var open = new Stack<StructureAsset>([repository]);
        while (open.TryPop(out var asset))
        {
            foreach (var inner in structure.Targets(asset, Kinds.Contains).Where(a => reached.Add(a.Id)))
            {
                open.Push(inner);
                yield return inner;
            }
        }
    }

    private static HealthAspect? Share(string name, IReadOnlyCollection<StructureAsset> assets, Func<StructureAsset, bool> isGood, string bad, string good)
    {
        if (assets.Count == 0)
            return null;
        var count = assets.Count(isGood);
        return Aspect(name, 100.0 * count / assets.Count, $"{(count == 0 ? bad + ": " : "")}{count} of {assets.Count} {good}");
    }

    private static HealthAspect Aspect(string name, double score, string reason) =>
        new() { Name = name, Score = (int)Math.Round(score, MidpointRounding.AwayFromZero), Reason = reason };
}
