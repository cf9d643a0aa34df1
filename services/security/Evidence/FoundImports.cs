using System.Buffers;
using Cortex.Documents.Files;
using Cortex.Security.Scanning.Sources;

namespace Cortex.Security.Evidence;

/// <summary>What the files import, and where. Bounded: of one name the first places are kept, and of a file too long, or after too much, nothing is read.</summary>
/// <param name="words">A file that has none of them imports nothing that is asked for, which is seen much faster than what it imports.</param>
internal sealed class FoundImports(SearchValues<string> words)
{
    private const int MostPlaces = 50;
    private const int MostNames = 200_000;
    private const long MostFileBytes = 1024 * 1024;
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly Dictionary<(string Language, string Name), List<ImportPlace>> places = [];
    private readonly HashSet<string> partial = new(StringComparer.Ordinal);
    private long bytes;

    /// <summary>False when code of the language was left out, so that nothing follows from what was not found.</summary>
    public bool IsWhole(ImportLanguage language) => !partial.Contains(language.Ecosystem);

    /// <summary>By path, as the tree has its files.</summary>
    public IReadOnlyList<ImportPlace> Places(ImportLanguage language, string name) =>
        places.TryGetValue((language.Ecosystem, name), out var found) ? found : [];

    public void Read(SourceTree tree, SourceFile file, ImportLanguage language, ReadAt read)
    {
        if (file.Length > MostFileBytes || (bytes += file.Length) > MostBytes || Text(tree, file, read) is not { } text)
        {
            if (file.Length > 0)
                partial.Add(language.Ecosystem);
            return;
        }
        if (!text.AsSpan().ContainsAny(words))
            return;
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            foreach (var name in ImportStatements.Of(language, text.AsSpan(range)))
                Add(language, name, new(file.Path, number));
        }
    }

    private static string? Text(SourceTree tree, SourceFile file, ReadAt read)
    {
        var content = new byte[file.Length];
        var some = content.AsSpan(0, read(0, content));
        return some.Contains((byte)0) ? null : tree.Decode(file, some);
    }

    private void Add(ImportLanguage language, string name, ImportPlace place)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf(language.Separator, end - 1))
        {
            var key = (language.Ecosystem, name[..end].TrimEnd(language.Separator));
            if (!places.TryGetValue(key, out var known))
            {
                if (places.Count >= MostNames)
                {
                    partial.Add(language.Ecosystem);
                    return;
                }
                places[key] = known = [];
            }
            if (known.Count < MostPlaces && (known.Count == 0 || known[^1].Path != place.Path))
                known.Add(place);
        }
    }
}

internal readonly record struct ImportPlace(string Path, int Line)
{
    public override string ToString() => $"{Path}:{Line}";
}
