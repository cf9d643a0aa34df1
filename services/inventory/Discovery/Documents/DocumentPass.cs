using Cortex.Documents.Files;
using Cortex.Documents.Yaml;

namespace Cortex.Inventory.Discovery.Documents;

/// <summary>Reads every YAML and JSON file once, and shows those that may be something to whoever catalogues that.</summary>
internal sealed class DocumentPass(SourceTree tree, ScanRecord record)
{
    private const int ShortestLength = 20;
    private const int StartOfLongFile = 4096;

    private static readonly HashSet<string> NeverLookedAt = new(StringComparer.Ordinal)
    {
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "packages.lock.json", "project.assets.json", "composer.lock",
        "tsconfig.json", "Chart.yaml", "kustomization.yaml", "kustomization.yml",
    };

    private readonly HashSet<string> _charts = tree.Files.Where(f => f.Name == "Chart.yaml").Select(f => f.Folder).ToHashSet(StringComparer.Ordinal);
    private readonly List<(DocumentMarks Marks, Action<SourceFile, YamlValue> Visit)> _visitors = [];

    public void Show(DocumentMarks marks, Action<SourceFile, YamlValue> visit) => _visitors.Add((marks, visit));

    public void Run()
    {
        foreach (var file in tree.Files.Where(f => f.Extension is ".yaml" or ".yml" or ".json" or ".rules" && IsLookedAt(f)))
        {
            var marks = DocumentMarks.None;
            var text = tree.TextIf(file, start => (marks = DocumentSniffer.Look(start)) != DocumentMarks.None, StartOfLongFile);
            if (text is null)
                continue;
            foreach (var document in Documents(file, text))
            {
                foreach (var (_, visit) in _visitors.Where(v => (v.Marks & marks) != DocumentMarks.None))
                    visit(file, document);
            }
        }
    }

    /// <summary>The documents of a file; a finding for one that cannot be parsed.</summary>
    public IReadOnlyList<YamlValue> Documents(SourceFile file, string text)
    {
        try
        {
            return file.Extension == ".json" ? [JsonText.Parse(text)] : YamlText.Parse(text);
        }
        catch (YamlTextException e)
        {
            // Text with template marks is somebody's template, not a broken document.
            if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal) && !text.Contains("<%", StringComparison.Ordinal))
                record.Unreadable(file.Path, e.Line, file.Extension == ".json" ? "unreadable-json" : "unreadable-yaml", e.Message);
            return [];
        }
    }

    private bool IsLookedAt(SourceFile file) =>
        file.Length >= ShortestLength && !NeverLookedAt.Contains(file.Name) && !file.Path.StartsWith(".github/", StringComparison.Ordinal) && !IsTemplate(file.Folder);

    /// <summary>Helm templates are no documents before they are rendered.</summary>
    private bool IsTemplate(string folder) =>
        _charts.Count > 0 && SourcePath.Upwards(folder).Any(f => (f == "templates" || f.EndsWith("/templates", StringComparison.Ordinal)) && _charts.Contains(SourcePath.Folder(f)));
}
