namespace Cortex.Packages.Reading;

/// <summary>One package of a lockfile, with the names it asks for.</summary>
internal sealed class ResolvedPackage
{
    public required string Name { get; init; }

    public string? Version { get; init; }

    public required int Line { get; init; }

    /// <summary>Null when the file leaves it to the ways that lead to the package.</summary>
    public string? Scope { get; set; }

    /// <summary>Set for the repository's own project: what it asks for is asked for by the repository.</summary>
    public bool Own { get; init; }

    /// <summary>Set when the package is not to be listed.</summary>
    public bool Hidden { get; init; }

    public List<ResolvedDependency> Dependencies { get; } = [];
}

/// <param name="Name">As it is written.</param>
/// <param name="Version">Set where the file says which of several versions is meant.</param>
/// <param name="Scope">In which the package asks for it.</param>
internal sealed record ResolvedDependency(string Name, string? Version, string Scope);
