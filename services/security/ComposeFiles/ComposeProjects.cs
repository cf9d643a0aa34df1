using Cortex.Documents.Compose;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Security.Scanning;

namespace Cortex.Security.ComposeFiles;

/// <summary>The services of all Compose files, with what each inherits: https://docs.docker.com/reference/compose-file/.</summary>
internal sealed class ComposeProjects(SourceTree tree, Detections found)
{
    private const int MaxExtends = 20;

    private readonly Dictionary<string, YamlValue?> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> variables = new(StringComparer.Ordinal);

    public IEnumerable<ComposeService> Services()
    {
        var files = new Queue<SourceFile>(tree.Files.Where(file => ComposeFile.IsComposeFile(file.Name)));
        var seen = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var mains = files.Where(file => ComposeFile.IsMain(file.Name)).GroupBy(file => file.Folder, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        while (files.TryDequeue(out var file))
        {
            if (Document(file) is not { } document)
                continue;
            foreach (var (name, service) in ServicesOf(document))
            {
                // What is written in another file is looked at there.
                foreach (var other in Extended(file, service).Select(layer => layer.File).Where(other => seen.Add(other.Path)))
                    files.Enqueue(other);
                yield return new(name, file, service, Layers(file, name, service, mains.GetValueOrDefault(file.Folder)), Variables(file.Folder));
            }
        }
    }

    private List<YamlValue> Layers(SourceFile file, string name, YamlValue service, SourceFile? main)
    {
        var layers = new List<YamlValue> { service };
        layers.AddRange(Extended(file, service).Select(layer => layer.Service));
        if (main is not null && main.Path != file.Path && Find(main, name) is { } under)
            layers.AddRange([under, .. Extended(main, under).Select(layer => layer.Service)]);
        return layers;
    }

    private IEnumerable<(SourceFile File, YamlValue Service)> Extended(SourceFile file, YamlValue service)
    {
        var seen = new HashSet<(string, string)>();
        for (var hops = 0; service["extends"] is { } extends; hops++)
        {
            var name = extends.Text ?? extends["service"]?.Text;
            var path = extends["file"]?.Text is { } other && !other.Contains('$', StringComparison.Ordinal) ? SourcePath.Combine(file.Folder, other) : file.Path;
            var next = path is null ? null : tree.Find(path);
            if (name is null || next is null || Find(next, name) is not { } extended)
            {
                Problem(file, extends.Line, "extends-not-found", "What the service extends is not in the repository, so what it takes from there was not looked at; correct the name.");
                yield break;
            }

            if (!seen.Add((next.Path, name)) || hops >= MaxExtends)
            {
                Problem(file, extends.Line, "extends-cycle", "The services extend each other in a circle or too far; take it apart.");
                yield break;
            }

            (file, service) = (next, extended);
            yield return (file, service);
        }
    }

    private YamlValue? Find(SourceFile file, string service) =>
        Document(file) is { } document ? ServicesOf(document).FirstOrDefault(s => s.Key == service).Value : null;

    /// <summary>The first version of the format had the services at the top.</summary>
    private static IEnumerable<KeyValuePair<string, YamlValue>> ServicesOf(YamlValue document)
    {
        var services = document["services"];
        return (services ?? document).Entries.Where(entry => entry.Value is YamlMapping && (services is not null || entry.Value["image"] is not null || entry.Value["build"] is not null));
    }

    private YamlValue? Document(SourceFile file)
    {
        if (documents.TryGetValue(file.Path, out var document))
            return document;
        try
        {
            document = tree.Text(file) is { } text && YamlText.Parse(text) is [var first, ..] ? first : null;
        }
        catch (YamlTextException e)
        {
            Problem(file, e.Line, "unreadable-yaml", e.Message);
        }

        return documents[file.Path] = document;
    }

    private IReadOnlyDictionary<string, string> Variables(string folder)
    {
        if (!variables.TryGetValue(folder, out var known))
            variables[folder] = known = ComposeFile.Variables(tree.Find(SourcePath.Join(folder, ".env")) is { } env ? tree.Text(env) : null);
        return known;
    }

    private void Problem(SourceFile file, int line, string rule, string reason) => found.Unreadable(file.Path, line, rule, reason);
}
