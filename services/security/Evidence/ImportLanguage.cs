namespace Cortex.Security.Evidence;

/// <summary>A language, the names of its files and how its names nest.</summary>
/// <param name="Ecosystem">The purl type whose packages it imports.</param>
/// <param name="Separator">What stands between a name and what is inside it: an import of "a.b.c" is one of "a.b" and of "a" too.</param>
/// <param name="Extensions">Of its files.</param>
internal sealed record ImportLanguage(string Ecosystem, char Separator, params string[] Extensions)
{
    private static readonly ImportLanguage[] All =
    [
        new("npm", '/', ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".astro"),
        new("pypi", '.', ".py", ".pyi", ".pyx", ".ipynb"),
        new("golang", '/', ".go"),
        new("cargo", ':', ".rs"),
        new("maven", '.', ".java", ".kt", ".kts", ".scala", ".groovy"),
        new("nuget", '.', ".cs", ".fs", ".vb", ".razor", ".cshtml"),
        new("gem", '/', ".rb", ".rake", ".ru", ".erb"),
        new("composer", '\\', ".php", ".phtml", ".inc"),
        new("pub", '/', ".dart"),
    ];

    private static readonly Dictionary<string, ImportLanguage> ByExtension = All
        .SelectMany(language => language.Extensions.Select(extension => (extension, language)))
        .ToDictionary(pair => pair.extension, pair => pair.language, StringComparer.Ordinal);

    /// <summary>Null for an ecosystem whose imports cannot be told.</summary>
    public static ImportLanguage? Of(string purlType) => Array.Find(All, language => language.Ecosystem == purlType);

    public static ImportLanguage? OfFile(string extension) => ByExtension.GetValueOrDefault(extension);

    public bool Equals(ImportLanguage? other) => Ecosystem == other?.Ecosystem;

    public override int GetHashCode() => Ecosystem.GetHashCode(StringComparison.Ordinal);
}
