using Cortex.Packages.Reading;

namespace Cortex.Packages.Maven;

/// <summary>An entry of a list of dependencies, with its properties or without them.</summary>
internal sealed record MavenDependency
{
    public required int Line { get; init; }

    public required string Group { get; init; }

    public required string Artifact { get; init; }

    public string? Version { get; init; }

    public string? Scope { get; init; }

    public string Type { get; init; } = "jar";

    public string Classifier { get; init; } = "";

    public bool Optional { get; init; }

    public string Name => $"{Group}:{Artifact}";

    /// <summary>What Maven tells entries apart by.</summary>
    public string Key => $"{Group}:{Artifact}:{Type}:{Classifier}";

    public bool IsImport => Scope == "import" && Type == "pom";

    public static IEnumerable<MavenDependency> In(XmlTree? list) => list?.Children.Select(Of) ?? [];

    public MavenDependency Resolve(Func<string, string> text) => this with
    {
        Group = text(Group),
        Artifact = text(Artifact),
        Version = Version is null ? null : text(Version),
        Scope = Scope is null ? null : text(Scope),
        Type = text(Type),
        Classifier = text(Classifier),
    };

    private static MavenDependency Of(XmlTree element) => new()
    {
        Line = element.Line,
        Group = MavenPom.Value(element, "groupId") ?? "",
        Artifact = MavenPom.Value(element, "artifactId") ?? "",
        Version = NotEmpty(MavenPom.Value(element, "version")),
        Scope = NotEmpty(MavenPom.Value(element, "scope")),
        Type = NotEmpty(MavenPom.Value(element, "type")) ?? "jar",
        Classifier = MavenPom.Value(element, "classifier") ?? "",
        Optional = MavenPom.Value(element, "optional") == "true",
    };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
