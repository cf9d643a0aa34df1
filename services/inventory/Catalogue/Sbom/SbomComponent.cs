using System.Text.Json.Nodes;
using Cortex.Contracts.Catalog;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Catalogue.Sbom;

/// <summary>One asset as a component of an SBOM.</summary>
internal static class SbomComponent
{
    /// <summary>CycloneDX's scopes, by how much they ask for: the strongest of a component's places counts.</summary>
    private static readonly string[] _scopes = ["required", "optional", "excluded"];

    /// <summary>A package is referred to by its purl, as other tools do; everything else by its URN.</summary>
    public static string Ref(Asset asset) => asset.Properties.GetValueOrDefault("purl") ?? asset.Urn;

    public static JsonObject OfRepository(Asset repository)
    {
        var component = new JsonObject { ["type"] = "application", ["bom-ref"] = repository.Urn, ["name"] = repository.Name };
        if (repository.Properties.GetValueOrDefault("license") is { } license)
            component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = license } });
        if (repository.Properties.GetValueOrDefault("identity") is { } identity && identity.Split('/') is [var host, _, ..] && host.Contains('.', StringComparison.Ordinal))
        {
            var url = $"https://{string.Join('/', identity.Split('/').Select(Uri.EscapeDataString))}";
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "vcs", ["url"] = url });
        }

        component["properties"] = Properties(repository);
        return component;
    }

    public static JsonObject Of(Asset asset)
    {
        var component = new JsonObject
        {
            ["type"] = asset.Kind switch { Kinds.Package => "library", Kinds.Image => "container", _ => "application" },
            ["bom-ref"] = Ref(asset),
        };
        var purl = asset.Properties.GetValueOrDefault("purl");
        var (group, name) = purl is null ? (null, asset.Properties.GetValueOrDefault("repository") ?? asset.Name) : Parts(purl);
        if (group is not null)
            component["group"] = group;
        component["name"] = name;
        if ((asset.Properties.GetValueOrDefault("version") ?? asset.Properties.GetValueOrDefault("tag") ?? asset.Properties.GetValueOrDefault("digest")) is { } version)
            component["version"] = version;
        if (asset.Kind == Kinds.Package)
            component["scope"] = _scopes[asset.Places.Select(Strength).DefaultIfEmpty(0).Min()];
        if (purl is not null)
            component["purl"] = purl;
        component["properties"] = Properties(asset);
        if (Occurrences(asset) is { Count: > 0 } occurrences)
            component["evidence"] = new JsonObject { ["occurrences"] = occurrences };
        return component;
    }

    private static int Strength(Place place) => place.Scope switch { "optional" => 1, "development" => 2, _ => 0 };

    private static JsonArray Properties(Asset asset)
    {
        var properties = new JsonArray(Property("cortex:kind", asset.Kind), Property("cortex:urn", asset.Urn));
        if (asset.Kind == Kinds.Package)
        {
            properties.Add(Property("cortex:direct", asset.Places.Any(p => p.Direct is true) ? "true" : "false"));
            foreach (var scope in asset.Places.Select(p => p.Scope).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                properties.Add(Property("cortex:scope", scope));
        }

        return properties;
    }

    private static JsonObject Property(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static JsonArray Occurrences(Asset asset)
    {
        var places = asset.Places.Count > 0 ? asset.Places.Select(p => (p.Path, p.Line)) : [(asset.Path, asset.Line)];
        return new JsonArray([.. places.Where(p => p.Path is not null).Distinct().Select(p =>
        {
            var occurrence = new JsonObject { ["location"] = p.Path };
            if (p.Line is { } line)
                occurrence["line"] = line;
            return occurrence;
        })]);
    }

    /// <summary>Namespace and name of pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH.</summary>
    private static (string? Group, string Name) Parts(string purl)
    {
        var path = purl.Split('?', '#')[0];
        path = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (path.LastIndexOf('@') is > 0 and var at)
            path = path[..at];
        var parts = path.Split('/').Select(Uri.UnescapeDataString).ToList();
        return (parts.Count == 1 ? null : string.Join('/', parts[..^1]), parts[^1]);
    }
}
