using System.Text.Json;
using Cortex.Contracts;
using Cortex.Security.Advisories.Stored;
using Cortex.Workers.Gateway;

namespace Cortex.Security.Advisories;

/// <summary>What a scan-worker asks its master: the advisories of the packages it has found.</summary>
internal static class AdvisoryLookup
{
    public const string Name = "advisories";

    /// <summary>Packages of one question at most; a worker asks as often as it needs to.</summary>
    public const int MostPackages = 1_000;

    public static WorkerLookup For(AdvisoryStore store) => new(Name, (question, _) => Task.FromResult(JsonSerializer.Serialize(Answer(store, question), CortexJson.Options)));

    private static AdvisoryAnswer Answer(AdvisoryStore store, string question)
    {
        var packages = JsonSerializer.Deserialize<AdvisoryQuestion>(question, CortexJson.Options)?.Packages ?? [];
        if (packages.Count > MostPackages)
            throw new JsonException($"{packages.Count} packages are more than the {MostPackages} of one question; ask several times.");
        var known = store.Of(packages.Select(package => (package.Ecosystem, package.Name)));
        return new AdvisoryAnswer
        {
            Packages = [.. known.Where(pair => pair.Value.Count > 0).Select(pair =>
                new PackageAnswer { Ecosystem = pair.Key.Ecosystem, Name = pair.Key.Name, Advisories = pair.Value })],
        };
    }
}

internal sealed record AdvisoryQuestion
{
    public required IReadOnlyList<PackageName> Packages { get; init; }
}

/// <param name="Ecosystem">As OSV spells it.</param>
/// <param name="Name">As the manifest spells it.</param>
internal readonly record struct PackageName(string Ecosystem, string Name);

internal sealed record AdvisoryAnswer
{
    /// <summary>Those of the asked that some advisory speaks of.</summary>
    public required IReadOnlyList<PackageAnswer> Packages { get; init; }
}

internal sealed record PackageAnswer
{
    public required string Ecosystem { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<PackageAdvisory> Advisories { get; init; }
}
