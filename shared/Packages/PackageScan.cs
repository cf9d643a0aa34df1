namespace Cortex.Packages;

/// <summary>One place in a repository that names a package.</summary>
public sealed record PackageOccurrence
{
    /// <summary>The package URL; carries the version when there is one.</summary>
    public required string Purl { get; init; }

    /// <summary>The purl type: "npm", "nuget", "pypi", "golang", "cargo", "maven", "gem", "composer", "hex", "pub".</summary>
    public required string Ecosystem { get; init; }

    /// <summary>The package's own name, also where an alias is used.</summary>
    public required string Name { get; init; }

    /// <summary>The one version that is pinned, as it is written; null for a range or a source without one.</summary>
    public string? Version { get; init; }

    /// <summary>The file, relative to the root, with '/' between its parts.</summary>
    public required string Path { get; init; }

    /// <summary>The 1-based line of the declaration.</summary>
    public int? Line { get; init; }

    /// <summary>True when the repository asks for the package itself.</summary>
    public required bool Direct { get; init; }

    /// <summary>"runtime", "development", "optional" or "peer".</summary>
    public required string Scope { get; init; }

    /// <summary>
    /// The folders whose manifest asks for the package, relative to the root with '/' between their parts, "." for the root, in
    /// ordinal order; null when the file does not say, as most do not: it is then the file's own.
    /// </summary>
    public IReadOnlyList<string>? AskedFrom { get; init; }

    /// <summary>
    /// The purls, in the same file, of the packages that ask for this one, in ordinal order; null when only the repository
    /// itself does or the file does not say.
    /// </summary>
    public IReadOnlyList<string>? RequiredBy { get; init; }
}

/// <summary>Something that could not be read: where, why, and what to do about it.</summary>
public sealed record UnreadableInput
{
    /// <summary>The file, relative to the root, with '/' between its parts.</summary>
    public required string Path { get; init; }

    /// <summary>The 1-based line, where the trouble has one.</summary>
    public int? Line { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Reason { get; init; }
}

/// <summary>What a repository's manifests say, in an order that is the same in every run.</summary>
public sealed record PackageScan
{
    /// <summary>By path, then purl, then line.</summary>
    public required IReadOnlyList<PackageOccurrence> Packages { get; init; }

    /// <summary>By path, then line.</summary>
    public required IReadOnlyList<UnreadableInput> Unreadable { get; init; }
}
