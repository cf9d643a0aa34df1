namespace Cortex.Packages.Editing;

/// <summary>A package of a repository that shall be at another version.</summary>
public sealed record PackageUpgrade
{
    /// <summary>The purl type: "npm", "nuget", "pypi", "golang", "cargo", "maven", "gem", "composer", "hex", "pub".</summary>
    public required string Ecosystem { get; init; }

    /// <summary>The package's own name, as <see cref="PackageOccurrence.Name"/> has it.</summary>
    public required string Name { get; init; }

    /// <summary>The version in use, as it is written.</summary>
    public required string From { get; init; }

    /// <summary>The version to be at.</summary>
    public required string To { get; init; }

    /// <summary>The manifest or lockfile in which the package was found, relative to the root with '/' between its parts.</summary>
    public required string Path { get; init; }

    /// <summary>How a range in a manifest is changed; exact versions always are.</summary>
    public RangeStrategy Ranges { get; init; }
}
