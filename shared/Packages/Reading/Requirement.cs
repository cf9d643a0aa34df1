namespace Cortex.Packages.Reading;

/// <summary>A package that a manifest asks for.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">Set when exactly one version will do.</param>
/// <param name="Scope">What it is needed for.</param>
/// <param name="Line">The 1-based line of the declaration.</param>
internal sealed record Requirement(string Name, string? Version, string Scope, int Line);
