namespace Cortex.Packages.Reading;

/// <summary>
/// What a lockfile lists, who of it asks for whom, and what the repository itself asks for. A package has the strongest scope of
/// the ways that lead to it, and a way is as weak as its weakest step.
/// </summary>
internal sealed class LockGraph(string ecosystem, string path, ReadLimits limits)
{
    private readonly List<LockedPackage> packages = [];

    public LockedPackage Add(string name, string? version, int line, string? scope = null)
    {
        if (packages.Count == limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", line);
        var package = new LockedPackage { Name = name, Version = version, Line = line, WrittenScope = scope };
        packages.Add(package);
        return package;
    }

    /// <summary>The repository asks for the package.</summary>
    public static void Ask(LockedPackage package, string scope) =>
        package.AskedAs = package.AskedAs is { } known ? PackageScope.Stronger(known, scope) : scope;

    /// <summary>The manifest of a folder of the repository asks for the package.</summary>
    public static void AskFrom(string folder, LockedPackage package) => package.AskedFrom.Add(folder);

    public static void Need(LockedPackage by, LockedPackage needed, string scope = PackageScope.Runtime) => by.Needs.Add((needed, scope));

    /// <summary>For a lockfile that does not say what the repository asks for: its manifest does, or else what nobody needs is.</summary>
    public void AskFor(IReadOnlyList<Requirement>? manifest, Func<string, LockedPackage?> find)
    {
        foreach (var requirement in manifest ?? [])
        {
            if (find(requirement.Name) is { } asked)
                Ask(asked, requirement.Scope);
        }
        if (manifest is null)
            AskForWhatNobodyNeeds();
    }

    public void AskForWhatNobodyNeeds()
    {
        var needed = packages.SelectMany(package => package.Needs).Select(need => need.Needed).ToHashSet();
        foreach (var package in packages.Where(p => p.AskedAs is null && !needed.Contains(p)))
            Ask(package, package.WrittenScope ?? PackageScope.Runtime);
    }

    public void AddTo(ScanResults results)
    {
        SpreadScopes();
        var file = new FilePackages(ecosystem, path);
        foreach (var package in packages)
        {
            package.Purl = file.Add(
                package.Name, package.Version, package.Line, package.AskedAs is not null,
                package.WrittenScope ?? package.Scope ?? PackageScope.Runtime);
        }
        foreach (var package in packages)
        {
            foreach (var folder in package.AskedFrom)
                file.AskFrom(folder, package.Purl);
            foreach (var (needed, _) in package.Needs)
                file.Require(package.Purl, needed.Purl);
        }
        file.AddTo(results);
    }

    /// <summary>From the strongest scope to the weakest, so that each package is entered once.</summary>
    private void SpreadScopes()
    {
        var waiting = PackageScope.ByStrength.ToDictionary(scope => scope, _ => new Stack<LockedPackage>(), StringComparer.Ordinal);
        foreach (var package in packages)
        {
            if (package.AskedAs is { } scope)
                waiting[scope].Push(package);
        }
        foreach (var scope in PackageScope.ByStrength)
        {
            while (waiting[scope].TryPop(out var package))
            {
                if (package.Scope is not null)
                    continue;
                package.Scope = scope;
                foreach (var (needed, step) in package.Needs)
                    waiting[PackageScope.Weaker(scope, step)].Push(needed);
            }
        }
    }
}

/// <summary>An entry of a lockfile.</summary>
internal sealed class LockedPackage
{
    public required string Name { get; init; }

    public required string? Version { get; init; }

    public required int Line { get; init; }

    /// <summary>What the file says itself; it counts before what follows from who asks.</summary>
    public required string? WrittenScope { get; init; }

    public string? AskedAs { get; set; }

    public string? Scope { get; set; }

    public List<string> AskedFrom { get; } = [];

    public List<(LockedPackage Needed, string Scope)> Needs { get; } = [];

    public string Purl { get; set; } = "";
}
