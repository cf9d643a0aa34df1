using Cortex.Contracts.Catalog;
using Cortex.Contracts.Workers;

namespace Cortex.Benchmarks.Catalogue;

/// <summary>
/// Repositories as their lockfiles would show them: a project and its packages, drawn from one universe in which few are used by most. Which
/// package asks for which differs from repository to repository. The same numbers give the same fleet.
/// </summary>
internal sealed class GeneratedFleet(int repositories, int edges)
{
    private const int Universe = 30_000;
    private const int DirectEach = 30;
    private const int EdgesPerPackage = 3;

    public int Edges { get; private set; }

    /// <summary>A worker's results over a share of the repositories.</summary>
    public WorkerResult Share(int from, int to)
    {
        var assets = new List<Asset>();
        var relations = new List<Relation>();
        for (var repository = from; repository < to; repository++)
            Add(repository, assets, relations);
        return new() { Complete = true, Assets = assets, Relations = relations };
    }

    public static string Name(int package) => $"package-{package}";

    public static string Urn(int package) => $"urn:cortex:package:pkg:npm/{Name(package)}@{package % 9}.{package % 7}.{package % 5}";

    private void Add(int repository, List<Asset> assets, List<Relation> relations)
    {
        var random = new Random(repository);
        var target = $"/src/repository-{repository}";
        var root = $"urn:cortex:repository:git.example.org/acme/repository-{repository}";
        var project = $"urn:cortex:project:git.example.org/acme/repository-{repository}:package.json";
        var owner = $"urn:cortex:owner:@acme/team-{repository % 40}";
        assets.Add(new() { Urn = root, Kind = "repository", Name = $"repository-{repository}", Target = target, Properties = Properties(("ownership", "codeowners"), ("lastActivity", "2026-01-01T00:00:00Z")) });
        assets.Add(new() { Urn = project, Kind = "project", Name = $"project-{repository}", Target = target, Path = "package.json" });
        assets.Add(new() { Urn = owner, Kind = "owner", Name = $"@acme/team-{repository % 40}", Target = target, Places = [new() { Target = target, Path = "CODEOWNERS", Line = 1 }] });
        relations.AddRange([Edge(root, "contains", project), Edge(root, "owned-by", owner), Edge(project, "owned-by", owner)]);

        var wanted = edges / repositories;
        var packages = Packages(random, Math.Max(1, (wanted - DirectEach) / EdgesPerPackage) + DirectEach);
        var made = 0;
        for (var i = 0; i < packages.Count; i++)
        {
            var urn = Urn(packages[i]);
            var direct = i < DirectEach;
            assets.Add(new()
            {
                Urn = urn,
                Kind = "package",
                Name = Name(packages[i]),
                Target = target,
                Path = "package-lock.json",
                Line = i + 1,
                Properties = Properties(("ecosystem", "npm"), ("purl", urn["urn:cortex:package:".Length..]), ("version", urn[(urn.LastIndexOf('@') + 1)..])),
                Places = [new() { Target = target, Path = "package-lock.json", Line = i + 1, Direct = direct, Scope = "runtime" }],
            });
            if (direct)
            {
                relations.Add(Edge(project, "depends-on", urn));
                made++;
                continue;
            }

            // Whoever asks stands before: no circles, and chains some tens of packages long.
            var askers = new HashSet<int>();
            while (askers.Count < EdgesPerPackage)
                askers.Add(random.Next(Math.Max(0, i - 40), i));
            relations.AddRange(askers.Select(a => Edge(Urn(packages[a]), "depends-on", urn)));
            made += askers.Count;
        }

        Edges += made;
    }

    private static List<int> Packages(Random random, int count)
    {
        var packages = new HashSet<int>();
        while (packages.Count < count)
            packages.Add((int)(Universe * Math.Pow(random.NextDouble(), 3)));
        return [.. packages];
    }

    private static Relation Edge(string from, string kind, string to) => new() { From = from, Kind = kind, To = to };

    private static Dictionary<string, string> Properties(params (string Name, string Value)[] properties) =>
        properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
}
