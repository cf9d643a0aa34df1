using Cortex.Contracts.Api;
using Cortex.Inventory.Catalogue.Structure;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Catalogue.Ownership;

/// <summary>Who owns what. Pure.</summary>
internal static class Owners
{
    /// <summary>
    /// CODEOWNERS names owners file by file, and what it leaves out has none. Without such a file a repository has one inferred owner, who
    /// then owns all that it declares.
    /// </summary>
    public static (IReadOnlyList<StructureAsset> Owners, bool Inferred) Of(CatalogueStructure structure, StructureAsset asset)
    {
        var repository = structure.RepositoryOf(asset);
        var inferred = repository.Ownership == "inferred";
        var own = structure.Targets(asset, Kinds.OwnedBy).ToList();
        return own.Count > 0 || !inferred ? (own, inferred) : (structure.Targets(repository, Kinds.OwnedBy).ToList(), inferred);
    }

    public static CatalogOwners All(CatalogueStructure structure)
    {
        var owned = structure.Declared.Select(asset => (Asset: asset, By: Of(structure, asset))).ToList();
        var unowned = owned.Where(o => o.By.Owners.Count == 0).Select(o => o.Asset).ToList();
        return new()
        {
            Owners = [.. owned.SelectMany(o => o.By.Owners.Select(owner => (Owner: owner, o.Asset, o.By.Inferred)))
                .GroupBy(o => o.Owner)
                .Select(g => new CatalogOwner
                {
                    Urn = g.Key.Urn,
                    Name = g.Key.Name,
                    Assets = g.Count(),
                    Inferred = g.Count(o => o.Inferred),
                    Kinds = KindsOf(g.Select(o => o.Asset)),
                })
                .OrderByDescending(o => o.Assets).ThenBy(o => o.Urn, StringComparer.Ordinal)],
            Unowned = unowned.Count,
            UnownedKinds = KindsOf(unowned),
            UnownedRepositories = [.. unowned.GroupBy(structure.RepositoryOf)
                .Select(g => new CatalogShare { Repository = g.Key.Urn, Name = g.Key.Name, Assets = g.Count() })
                .OrderByDescending(s => s.Assets).ThenBy(s => s.Repository, StringComparer.Ordinal)],
        };
    }

    private static IReadOnlyList<CatalogKind> KindsOf(IEnumerable<StructureAsset> assets) =>
        [.. assets.GroupBy(a => a.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CatalogKind { Kind = g.Key, Assets = g.Count() })];
}
