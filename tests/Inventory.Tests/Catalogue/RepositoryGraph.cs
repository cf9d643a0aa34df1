using Cortex.Contracts.Catalog;
using Cortex.Inventory.Catalogue;

namespace Cortex.Inventory.Tests.Catalogue;

/// <summary>A repository's scan from sentences such as "project:web depends-on package:express"; the repository asset is "repository:NAME".</summary>
internal static class RepositoryGraph
{
    public static string Urn(string asset) => $"urn:cortex:{asset}";

    public static CataloguedTarget Of(string repository, params string[] sentences) => Of(repository, new Dictionary<string, string>(StringComparer.Ordinal), sentences);

    /// <summary>Properties by "asset property".</summary>
    public static CataloguedTarget Of(string repository, IReadOnlyDictionary<string, string> properties, params string[] sentences)
    {
        var relations = sentences.Select(s => s.Split(' ')).Where(p => p.Length == 3).Select(p => new Relation { From = Urn(p[0]), Kind = p[1], To = Urn(p[2]) }).ToList();
        var names = sentences.SelectMany(s => s.Split(' ') is [var from, _, var to] ? [from, to] : new[] { s }).Prepend($"repository:{repository}").Distinct(StringComparer.Ordinal);
        return new()
        {
            Target = $"/src/{repository}",
            Repository = Urn($"repository:{repository}"),
            Complete = true,
            Assets = [.. names.Select(n => Asset(repository, n, properties))],
            Relations = relations,
        };
    }

    private static Asset Asset(string repository, string name, IReadOnlyDictionary<string, string> properties)
    {
        var (kind, rest) = (name[..name.IndexOf(':')], name[(name.IndexOf(':') + 1)..]);
        var shared = kind is "package" or "image" or "action" or "owner";
        return new()
        {
            Urn = Urn(name),
            Kind = kind,
            Name = rest,
            Target = $"/src/{repository}",
            Path = kind is "repository" or "owner" ? null : $"{kind}/{rest}",
            Places = shared ? [new Place { Target = $"/src/{repository}", Path = "lock" }] : [],
            Properties = properties.Where(p => p.Key.StartsWith(name + " ", StringComparison.Ordinal)).ToDictionary(p => p.Key[(name.Length + 1)..], p => p.Value, StringComparer.Ordinal),
        };
    }
}
