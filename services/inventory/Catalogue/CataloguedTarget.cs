using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Workers.Masters;

namespace Cortex.Inventory.Catalogue;

/// <summary>One repository's part of a run's results, as the catalogue takes it.</summary>
public sealed record CataloguedTarget
{
    /// <summary>As the user gave it.</summary>
    public required string Target { get; init; }

    /// <summary>URN.</summary>
    public required string Repository { get; init; }

    /// <summary>False when something could not be looked at: what is missing is then not retired.</summary>
    public required bool Complete { get; init; }
    public required IReadOnlyList<Asset> Assets { get; init; }
    public required IReadOnlyList<Relation> Relations { get; init; }

    /// <summary>Files that could not be read: what was known of them stays.</summary>
    public IReadOnlySet<string> Unreadable { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Takes the workers' results apart by repository. A target without its repository asset was not looked at to the end. When two
    /// results speak of one repository, the later one (more hops) counts.
    /// </summary>
    public static IReadOnlyList<CataloguedTarget> From(IReadOnlyList<WorkerOutcome> outcomes)
    {
        var targets = new Dictionary<string, CataloguedTarget>(StringComparer.Ordinal);
        foreach (var outcome in outcomes.OrderByDescending(o => o.Spec.Hop).ThenBy(o => o.Spec.Key, StringComparer.Ordinal))
        {
            var assets = outcome.Result.Assets.ToLookup(a => a.Target, StringComparer.Ordinal);
            var owners = outcome.Result.Assets.DistinctBy(a => a.Urn, StringComparer.Ordinal).ToDictionary(a => a.Urn, a => a.Target, StringComparer.Ordinal);
            var relations = outcome.Result.Relations.Where(r => owners.ContainsKey(r.From)).ToLookup(r => owners[r.From], StringComparer.Ordinal);
            var findings = outcome.Result.Findings.Where(f => f.Kind == FindingKinds.UnreadableInput).ToLookup(f => f.Target, StringComparer.Ordinal);
            foreach (var repository in outcome.Result.Assets.Where(a => a.Kind == Kinds.Repository))
            {
                targets.TryAdd(repository.Urn, new()
                {
                    Target = repository.Target,
                    Repository = repository.Urn,
                    Complete = !repository.Properties.ContainsKey(TargetScan.ScanProperty),
                    Assets = [.. assets[repository.Target]],
                    Relations = [.. relations[repository.Target]],
                    Unreadable = findings[repository.Target].Select(f => f.Path).OfType<string>().ToHashSet(StringComparer.Ordinal),
                });
            }
        }

        return [.. targets.Values.OrderBy(t => t.Repository, StringComparer.Ordinal)];
    }
}
