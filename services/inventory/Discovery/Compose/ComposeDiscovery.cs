using Cortex.Documents.Compose;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Observability;

namespace Cortex.Inventory.Discovery.Compose;

/// <summary>The services of Compose files: the image each deploys, what builds it, and the services it waits for.</summary>
internal sealed class ComposeDiscovery(SourceTree tree, ScanRecord record, ImageBuilds builds, Observed observed)
{
    private readonly Dictionary<(string Path, string Service), string> _services = [];
    private readonly List<(string Urn, string Path, string Service)> _needs = [];

    public void Discover()
    {
        foreach (var folder in tree.Files.Where(f => ComposeFile.IsComposeFile(f.Name)).GroupBy(f => f.Folder, StringComparer.Ordinal))
            AddFolder(folder.Key, [.. folder]);
    }

    private void AddFolder(string folder, List<SourceFile> files)
    {
        _services.Clear();
        _needs.Clear();
        var variables = ComposeFile.Variables(tree.Find(SourcePath.Join(folder, ".env")) is { } env ? tree.Text(env) : null);
        foreach (var file in files)
        {
            foreach (var (name, service) in Services(file))
                Add(file, name, service, variables);
        }

        var main = files.Find(f => ComposeFile.IsMain(f.Name));
        foreach (var (urn, path, service) in _needs)
        {
            if ((_services.GetValueOrDefault((path, service)) ?? (main is null ? null : _services.GetValueOrDefault((main.Path, service)))) is { } needed && needed != urn)
                record.Relate(urn, Kinds.DependsOn, needed);
        }
    }

    private void Add(SourceFile file, string name, YamlValue service, IReadOnlyDictionary<string, string> variables)
    {
        var image = ImageReference.Parse(ComposeFile.Substitute(service["image"]?.Text, variables));
        var build = service["build"];
        var context = ComposeFile.Substitute(build?.Text ?? build?["context"]?.Text ?? (build is YamlMapping ? "." : null), variables);
        var dockerfile = context is null || SourcePath.Combine(file.Folder, context) is not { } contextFolder ? null
            : SourcePath.Combine(contextFolder, ComposeFile.Substitute(build?["dockerfile"]?.Text, variables) ?? "Dockerfile");
        var urn = record.Declare(Kinds.ComposeService, name, file.Path, service.Line,
        [
            ("image", image?.Full ?? service["image"]?.Text),
            ("build", dockerfile),
            ("target", build?["target"]?.Text),
            ("ports", string.Join(", ", (service["ports"]?.Items ?? []).Select(p => p.Text ?? p["target"]?.Text).OfType<string>())),
            ("profiles", string.Join(", ", service["profiles"]?.Texts ?? [])),
        ], name);
        _services.TryAdd((file.Path, name), urn);
        observed.Add(name, urn);
        if (image is not null)
            record.RelateImage(urn, Kinds.Deploys, image, file.Path, service["image"]!.Line);
        if (dockerfile is not null)
        {
            record.Relate(urn, Kinds.DependsOn, AssetUrn.Declared(Kinds.Dockerfile, record.Identity, dockerfile));
            builds.Add(new(dockerfile, SourcePath.Combine(file.Folder, context!)!, image is null ? [] : [image.Full], file.Path, service.Line));
        }

        Need(urn, file, name, service);
    }

    private void Need(string urn, SourceFile file, string name, YamlValue service)
    {
        var dependsOn = service["depends_on"];
        foreach (var other in dependsOn is YamlMapping ? dependsOn.Entries.Select(e => e.Key) : dependsOn?.Texts ?? [])
            _needs.Add((urn, file.Path, other));
        if ((service["extends"]?.Text ?? service.At("extends", "service")?.Text) is { } extended)
            _needs.Add((urn, service.At("extends", "file")?.Text is { } path ? SourcePath.Combine(file.Folder, path) ?? "" : file.Path, extended));
        // What another file says of a service of the main one adds to it.
        if (!ComposeFile.IsMain(file.Name))
            _needs.Add((urn, "", name));
    }

    private IEnumerable<KeyValuePair<string, YamlValue>> Services(SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return [];
        try
        {
            return YamlText.Parse(text) is [var document, ..] ? document["services"]?.Entries.Where(s => s.Value is YamlMapping) ?? [] : [];
        }
        catch (YamlTextException e)
        {
            record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            return [];
        }
    }
}
