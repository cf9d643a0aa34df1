using System.Globalization;
using System.Text.Json.Nodes;
using Cortex.Contracts.Catalog;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Messaging;

namespace Cortex.Inventory.Catalogue.Sbom;

/// <summary>
/// A repository's part of the catalogue as a CycloneDX 1.6 document (ECMA-424): its projects, packages and images with the places that name
/// them, and what depends on what. Pure: the same part gives the same document, serial number included.
/// </summary>
internal static class CycloneDx
{
    public static JsonObject Document(CatalogExportPart part, string toolVersion)
    {
        var repository = part.Assets.First(a => a.Urn == part.Repository);
        var components = part.Assets.Where(a => a.Kind is Kinds.Project or Kinds.Package or Kinds.Image).OrderBy(SbomComponent.Ref, StringComparer.Ordinal).ToList();
        var document = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = Metadata(repository, part.Scanned, toolVersion),
            ["components"] = new JsonArray([.. components.Select(SbomComponent.Of)]),
            ["dependencies"] = Dependencies(repository, components, part.Relations),
        };
        document.Insert(3, "serialNumber", $"urn:uuid:{DeterministicId.Of(document.ToJsonString()):D}");
        return document;
    }

    private static JsonObject Metadata(Asset repository, DateTimeOffset? scanned, string toolVersion)
    {
        var metadata = new JsonObject();
        if (scanned is { } at)
            metadata["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        metadata["tools"] = new JsonObject
        {
            ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "cortex", ["version"] = toolVersion }),
        };
        metadata["component"] = SbomComponent.OfRepository(repository);
        return metadata;
    }

    /// <summary>What needs a component without being one (a Dockerfile, a workflow) is part of the repository, which then needs it.</summary>
    private static JsonArray Dependencies(Asset repository, List<Asset> components, IEnumerable<Relation> relations)
    {
        var refs = components.Append(repository).ToDictionary(a => a.Urn, SbomComponent.Ref, StringComparer.Ordinal);
        var root = refs[repository.Urn];
        var needs = refs.Values.ToDictionary(r => r, _ => new SortedSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var relation in relations.Where(r => r.Kind is Kinds.DependsOn or Kinds.Contains or Kinds.Deploys && refs.ContainsKey(r.To)))
        {
            var from = refs.GetValueOrDefault(relation.From, root);
            if (from != refs[relation.To])
                needs[from].Add(refs[relation.To]);
        }

        return new JsonArray([.. needs.OrderBy(n => n.Key != root).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n =>
        {
            var dependency = new JsonObject { ["ref"] = n.Key };
            if (n.Value.Count > 0)
                dependency["dependsOn"] = new JsonArray([.. n.Value.Select(to => (JsonNode)to)]);
            return dependency;
        })]);
    }
}

/// <summary>What one repository sees.</summary>
/// <param name="Repository">URN.</param>
/// <param name="Scanned">When it was last scanned completely.</param>
internal sealed record CatalogExportPart(string Repository, DateTimeOffset? Scanned, IReadOnlyList<Asset> Assets, IReadOnlyList<Relation> Relations);
