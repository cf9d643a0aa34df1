using Cortex.Contracts.Findings;
using Cortex.Packages;
using Cortex.Packages.Editing;

namespace Cortex.Security.Fixing.Deciding;

/// <summary>One change to make: a package at every place of a repository that pins a vulnerable version of it.</summary>
internal sealed record Fix
{
    /// <summary>The purl type.</summary>
    public required string Ecosystem { get; init; }

    public required string Name { get; init; }

    /// <summary>One for each place and version; their targets may differ.</summary>
    public required IReadOnlyList<PackageUpgrade> Upgrades { get; init; }

    /// <summary>Keys of the findings that it answers.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Their references, each once.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Of the worst of them.</summary>
    public required Severity Severity { get; init; }

    /// <summary>CVSS, of the worst of them; 0 where none is known.</summary>
    public double Score { get; init; }

    /// <summary>True when one of them is known to be exploited.</summary>
    public bool Exploited { get; init; }

    /// <summary>The highest probability that one of them is exploited in the next thirty days, by EPSS; 0 where none is known.</summary>
    public double Epss { get; init; }

    /// <summary>Of the farthest of its upgrades.</summary>
    public required FixRisk Risk { get; init; }

    /// <summary>True when the repository asks for the package itself somewhere.</summary>
    public bool Direct { get; init; }

    /// <summary>What to do where this goes too far: no step to another major version, for a part of the findings; null where there is no such thing.</summary>
    public Fix? Smaller { get; init; }

    /// <summary>The package URL without a version.</summary>
    public string Package() => PackageUrl.Create(Ecosystem, Name, null);

    /// <summary>Of the change; the same in every run.</summary>
    /// <param name="identity">Of the repository, as in keys of findings.</param>
    public string Key(string identity) => $"dependency-upgrade:{identity}:{Package()}";

    /// <summary>What is left without the upgrades to a version that may break; null where that is nothing, or all.</summary>
    public Fix? WithoutBreaking()
    {
        var rest = Upgrades.Where(upgrade => FixRisks.Of(upgrade.From, upgrade.To) != FixRisk.Major).ToList();
        if (rest.Count == 0 || rest.Count == Upgrades.Count)
            return null;
        var places = rest.Select(upgrade => $":{upgrade.Path}:{PackageUrl.Create(Ecosystem, Name, upgrade.From)}").ToList();
        return this with
        {
            Upgrades = rest,
            Findings = [.. Findings.Where(key => places.Exists(place => key.EndsWith(place, StringComparison.Ordinal)))],
            Risk = rest.Max(upgrade => FixRisks.Of(upgrade.From, upgrade.To)),
        };
    }

    public string From() => string.Join(", ", Upgrades.Select(upgrade => upgrade.From).Distinct(StringComparer.Ordinal));

    public string To() => string.Join(", ", Upgrades.Select(upgrade => upgrade.To).Distinct(StringComparer.Ordinal));

    /// <summary>"lodash 4.17.20 → 4.18.0".</summary>
    public string Text() => $"{Name} {string.Join(", ", Upgrades.Select(u => $"{u.From} → {u.To}").Distinct(StringComparer.Ordinal))}";
}

/// <summary>A vulnerability that stays, and why.</summary>
/// <param name="Finding">Its key.</param>
/// <param name="Reference">The CVE id where one exists.</param>
/// <param name="Package">purl with version.</param>
/// <param name="Code">Of <see cref="OpenReasons"/>.</param>
/// <param name="Reason">For people.</param>
internal sealed record OpenFinding(string Finding, string Reference, string Package, string Code, string Reason);
