using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <param name="Key">The name within the crate, which may be another than the package's.</param>
/// <param name="Value">A version or a table.</param>
/// <param name="Section">The scope of the section it stands in.</param>
internal sealed record CargoDependency(string Key, TomlTree Value, string Section)
{
    private const int CommitLength = 40;

    /// <summary>The entry, or the workspace's that it inherits.</summary>
    public TomlTree Source { get; init; } = Value;

    public string Name => Source["package"]?.Text ?? Value["package"]?.Text ?? Key;

    public string Scope => Section == PackageScope.Runtime && Value["optional"] is { IsTrue: true } ? PackageScope.Optional : Section;

    public bool IsInherited => Value["workspace"] is { IsTrue: true };

    /// <summary>Whether it is a package for sure: one of a registry, or one of a repository at a fixed commit.</summary>
    public bool IsPackage => Requirement is not null || (Source["git"] is not null && Source["rev"]?.Text is { Length: CommitLength } rev && rev.All(char.IsAsciiHexDigitLower));

    public string? Requirement => Source.Text ?? Source["version"]?.Text;

    public CargoDependency Inherit(TomlTree? workspace) =>
        IsInherited && workspace?["dependencies"]?[Key] is { } source ? this with { Source = source } : this;
}
