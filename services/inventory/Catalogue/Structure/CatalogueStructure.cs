using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Catalogue.Structure;

/// <summary>
/// The catalogue without packages, actions and what depends on what: what repositories declare, and who owns, tests, observes, makes, deploys
/// and exposes it. Small enough to be held in memory where the catalogue is not.
/// </summary>
internal sealed class CatalogueStructure
{
    private readonly Dictionary<long, StructureAsset> _assets;
    private readonly ILookup<(long, string), long> _targets;
    private readonly ILookup<(long, string), long> _sources;

    public CatalogueStructure(IEnumerable<StructureAsset> assets, IReadOnlyCollection<StructureRelation> relations)
    {
        // Owners and images are seen by several repositories; what is asked of them is the same in each.
        _assets = assets.DistinctBy(a => a.Id).ToDictionary(a => a.Id);
        _targets = relations.ToLookup(r => (r.Source, r.Kind), r => r.Target);
        _sources = relations.ToLookup(r => (r.Target, r.Kind), r => r.Source);
        Declared = [.. _assets.Values.Where(a => a.Kind is not (Kinds.Owner or Kinds.Image)).OrderBy(a => a.Urn, StringComparer.Ordinal)];
    }

    /// <summary>What repositories declare, themselves included, by URN.</summary>
    public IReadOnlyList<StructureAsset> Declared { get; }

    public StructureAsset RepositoryOf(StructureAsset asset) => _assets[asset.Repository];

    public IEnumerable<StructureAsset> Targets(StructureAsset source, string kind) => _targets[(source.Id, kind)].Distinct().Where(_assets.ContainsKey).Select(id => _assets[id]);

    public IEnumerable<StructureAsset> Sources(StructureAsset target, string kind) => _sources[(target.Id, kind)].Distinct().Where(_assets.ContainsKey).Select(id => _assets[id]);
}

/// <param name="Repository">Id of the repository that declares it.</param>
/// <param name="Subkind">Of a Kubernetes resource: Deployment, Service, …</param>
/// <param name="Ownership">Of a repository: codeowners, inferred or none.</param>
/// <param name="LastActivity">Of a repository: its last commit.</param>
/// <param name="Scanned">When the repository was last scanned completely.</param>
internal sealed record StructureAsset(
    long Id, string Urn, string Kind, string Name, string Target, string? Path, int? Line, long Repository,
    string? Subkind, string? Namespace, string? Ownership, DateTimeOffset? LastActivity, DateTimeOffset? Scanned)
{
    private static readonly HashSet<string> _workloads = new(StringComparer.Ordinal) { "CronJob", "DaemonSet", "Deployment", "Job", "Pod", "ReplicaSet", "StatefulSet" };

    /// <summary>Something that runs.</summary>
    public bool IsWorkload => Kind == Kinds.ComposeService || (Kind == Kinds.KubernetesResource && Subkind is not null && _workloads.Contains(Subkind));
}

internal readonly record struct StructureRelation(long Source, string Kind, long Target);
