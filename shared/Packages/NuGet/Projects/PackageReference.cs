namespace Cortex.Packages.NuGet.Projects;

/// <summary>A PackageReference or GlobalPackageReference, with its metadata expanded; null metadata is unknown or not there.</summary>
internal sealed record PackageReference
{
    private static readonly string[] CodeAssets = ["all", "compile", "runtime"];

    public required string Id { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    public bool Global { get; init; }

    /// <summary>As written; null when there is none, "" when it cannot be known.</summary>
    public string? Version { get; init; }

    public string? VersionOverride { get; init; }

    public string? PrivateAssets { get; init; }

    public string? IncludeAssets { get; init; }

    public string Scope => IsPrivate || HasAnalyzersOnly ? PackageScope.Development : PackageScope.Runtime;

    // A global reference is private unless it says otherwise.
    private bool IsPrivate => PrivateAssets is null ? Global : Parts(PrivateAssets).Contains("all", StringComparer.OrdinalIgnoreCase);

    private bool HasAnalyzersOnly =>
        IncludeAssets is not null
        && Parts(IncludeAssets).Contains("analyzers", StringComparer.OrdinalIgnoreCase)
        && !Parts(IncludeAssets).Intersect(CodeAssets, StringComparer.OrdinalIgnoreCase).Any();

    private static string[] Parts(string assets) =>
        assets.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
