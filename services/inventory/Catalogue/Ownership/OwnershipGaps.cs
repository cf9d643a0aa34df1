using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Inventory.Catalogue.Structure;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Catalogue.Ownership;

/// <summary>
/// What somebody should own and nobody does: repositories, and where CODEOWNERS covers a repository in parts, what of it runs in production,
/// is built to run there, or is called by others. Pure.
/// </summary>
internal static class OwnershipGaps
{
    /// <summary>More of one rule in one repository are one finding that counts them.</summary>
    private const int MostEach = 5;

    private static readonly HashSet<string> _elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "ci", "demo", "dev", "development", "e2e", "example", "examples", "local", "sample", "samples", "sandbox", "stage", "staging", "test", "testing", "tests",
    };

    /// <param name="repositories">URNs: those that the run looked at.</param>
    public static IReadOnlyList<Finding> Of(CatalogueStructure structure, IReadOnlySet<string> repositories)
    {
        var findings = new List<Finding>();
        foreach (var declared in structure.Declared.GroupBy(structure.RepositoryOf).Where(g => repositories.Contains(g.Key.Urn)))
        {
            if (OfRepository(structure, declared.Key, [.. declared]) is { } finding)
                findings.Add(finding);
            else
                findings.AddRange(declared.Select(a => (Asset: a, Rule: Rule(structure, a))).Where(g => g.Rule is not null).GroupBy(g => g.Rule!, StringComparer.Ordinal)
                    .SelectMany(rule => OfRule(declared.Key, rule.Key, [.. rule.Select(g => g.Asset)])));
        }

        return [.. findings.OrderBy(f => f.Key, StringComparer.Ordinal)];
    }

    private static Finding? OfRepository(CatalogueStructure structure, StructureAsset repository, IReadOnlyList<StructureAsset> declared)
    {
        var (owners, inferred) = Owners.Of(structure, repository);
        if (inferred && owners.Count > 0)
        {
            return Finding(repository, "repository-owner-inferred", "", Severity.Low, null,
                $"Nobody is named as owner; {owners[0].Name} wrote most of it. Name the owners in a CODEOWNERS file.");
        }

        return declared.Any(a => Owners.Of(structure, a).Owners.Count > 0) ? null
            : Finding(repository, "repository-without-owner", "", Severity.Medium, null, "Nobody owns this repository. Name the owners in a CODEOWNERS file.");
    }

    private static IEnumerable<Finding> OfRule(StructureAsset repository, string rule, IReadOnlyList<StructureAsset> assets)
    {
        if (assets.Count <= MostEach)
            return assets.Select(a => Finding(repository, rule, ":" + Within(repository, a), Severity.Medium, a, $"Nobody owns {Words(a)}. Add its path to CODEOWNERS."));
        return [Finding(repository, rule, "", Severity.Medium, null, $"{assets.Count} assets have no owner: {Words(assets[0])} and others. Add their paths to CODEOWNERS.")];
    }

    private static string? Rule(CatalogueStructure structure, StructureAsset asset) =>
        !IsProduction(asset) || Owners.Of(structure, asset).Owners.Count > 0 ? null : asset.Kind switch
        {
            Kinds.KubernetesResource when asset.IsWorkload => "workload-without-owner",
            Kinds.Dockerfile when structure.Targets(asset, Kinds.BuiltInto).Any(image => structure.Sources(image, Kinds.Deploys).Any()) => "image-without-owner",
            Kinds.Api => "api-without-owner",
            _ => null,
        };

    private static bool IsProduction(StructureAsset asset) =>
        (asset.Namespace is null || !_elsewhere.Contains(asset.Namespace)) && !(asset.Path ?? "").Split('/')[..^1].Any(_elsewhere.Contains);

    private static string Words(StructureAsset asset) => $"{asset.Subkind ?? asset.Kind} {asset.Name}";

    /// <summary>The path and the name there: what follows kind and repository in the URN.</summary>
    private static string Within(StructureAsset repository, StructureAsset asset)
    {
        var name = asset.Urn[$"urn:cortex:{asset.Kind}:".Length..];
        var identity = Identity(repository) + ":";
        return name.StartsWith(identity, StringComparison.Ordinal) ? name[identity.Length..] : name;
    }

    private static string Identity(StructureAsset repository) => repository.Urn["urn:cortex:repository:".Length..];

    private static Finding Finding(StructureAsset repository, string rule, string suffix, Severity severity, StructureAsset? asset, string title) => new()
    {
        Key = $"{FindingKinds.OwnershipGap}:{rule}:{Identity(repository)}{suffix}",
        Master = ServiceNames.Inventory,
        Kind = FindingKinds.OwnershipGap,
        Rule = rule,
        Severity = severity,
        Target = repository.Target,
        Path = asset?.Path,
        Line = asset?.Line,
        Title = title,
    };
}
