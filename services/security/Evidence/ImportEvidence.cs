using System.Buffers;
using Cortex.Documents.Files;
using Cortex.Packages;
using Cortex.Security.Scanning.Sources;

namespace Cortex.Security.Evidence;

/// <summary>
/// Which of its packages a repository's own code imports: evidence for whoever has to decide what comes first, never a proof that a
/// vulnerability can be reached or not. All source files are read once, for all packages together.
/// </summary>
internal sealed class ImportEvidence
{
    private readonly FoundImports imports;
    private readonly HashSet<ImportLanguage> languages;
    private readonly PackageImports names;
    private readonly SourceTree tree;

    /// <param name="tree">The repository.</param>
    /// <param name="packages">What may be imported.</param>
    public ImportEvidence(SourceTree tree, IReadOnlyCollection<PackageOccurrence> packages)
    {
        this.tree = tree;
        languages = packages.Select(package => ImportLanguage.Of(package.Ecosystem)).OfType<ImportLanguage>().ToHashSet();
        names = PackageImports.Of(tree, packages);
        imports = new(SearchValues.Create([.. packages.SelectMany(Words).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal));
    }

    /// <summary>Whether the file has to be read before an answer counts.</summary>
    public bool Wants(SourceFile file) => ImportLanguage.OfFile(file.Extension) is { } language && languages.Contains(language);

    public void Read(SourceFile file, ReadAt read) => imports.Read(tree, file, ImportLanguage.OfFile(file.Extension)!, read);

    /// <summary>The first part of each name: of "a.b" code may import "b" from "a".</summary>
    private IEnumerable<string> Words(PackageOccurrence package) => ImportLanguage.Of(package.Ecosystem) is { } language && names.Of(package) is { } looked
        ? looked.Names.Select(name => name.Split(language.Separator)[0]).Append(ImportNames.EveryGem)
        : [];

    /// <summary>Of one package at its place.</summary>
    public ImportedBy Of(PackageOccurrence package)
    {
        if (ImportLanguage.Of(package.Ecosystem) is not { } language || names.Of(package) is not { } looked)
            return new(ImportedBy.Unknown);
        var folder = SourcePath.Folder(package.Path);
        var elsewhere = false;
        foreach (var place in looked.Names.SelectMany(name => imports.Places(language, name)))
        {
            if (folder.Length == 0 || place.Path.StartsWith(folder + "/", StringComparison.Ordinal))
                return new(ImportedBy.Yes, place.ToString());
            elsewhere = true;
        }
        // Code outside the folder of the manifest may or may not be what the manifest is for.
        var isCertain = looked.Certain && imports.IsWhole(language) && (language.Ecosystem != "gem" || imports.Places(language, ImportNames.EveryGem).Count == 0);
        return new(elsewhere || !isCertain ? ImportedBy.Unknown : ImportedBy.No);
    }
}
