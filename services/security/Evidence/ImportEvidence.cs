using Cortex.Documents.Files;
using Cortex.Packages;

namespace Cortex.Security.Evidence;

/// <summary>
/// Which of its packages a repository's own code imports: evidence for whoever has to decide what comes first, never a proof that a
/// vulnerability can be reached or not. All source files are read once, for all packages together.
/// </summary>
internal sealed class ImportEvidence
{
    private readonly FoundImports imports;
    private readonly PackageImports names;

    private ImportEvidence(FoundImports imports, PackageImports names)
    {
        this.imports = imports;
        this.names = names;
    }

    public static ImportEvidence Of(SourceTree tree, IReadOnlyCollection<PackageOccurrence> packages, CancellationToken stop)
    {
        var wanted = packages.Select(package => ImportLanguage.Of(package.Ecosystem)).OfType<ImportLanguage>().ToHashSet();
        var found = new FoundImports();
        foreach (var file in tree.Files)
        {
            stop.ThrowIfCancellationRequested();
            if (ImportLanguage.OfFile(file.Extension) is { } language && wanted.Contains(language))
                found.Read(tree, file, language);
        }
        return new(found, PackageImports.Of(tree, packages));
    }

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
