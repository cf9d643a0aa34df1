using System.CommandLine;
using System.Text.Json;
using Cortex.Cli.Client;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogExportCommand : CortexCommand
{
    private readonly Argument<string?> target = new("TARGET") { Description = "Only this repository, as it was given to the run.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> format = new("--format")
    {
        HelpName = "json|cyclonedx",
        Description = "json: { assets[], relations[] }; cyclonedx: a CycloneDX 1.6 SBOM for each repository.",
        DefaultValueFactory = _ => "json",
    };
    private readonly Option<string?> output = new("--output") { HelpName = "DIR", Description = "Folder to write to: catalog.json, or a .cdx.json for each repository; without it, standard output." };

    public CatalogExportCommand() : base(
        "export",
        "Write the whole catalogue, or one repository's part.",
        "cortex catalog export --format json --output export",
        "cortex catalog export --format cyclonedx --output sboms",
        "cortex catalog export ~/src/webshop --json")
    {
        Add(target);
        Add(format.OneOfWords("json", "cyclonedx"));
        Add(output);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var folder = call.Get(output);
        if (folder is not null && File.Exists(folder))
            throw CommandFailure.Usage($"--output is a folder, and '{folder}' is a file");
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        if (call.Get(format) == "cyclonedx")
            await ExportSbomsAsync(call, connection.Client, folder, stop);
        else
            await ExportAsync(call, connection.Client, folder, stop);
        return ExitCodes.Completed;
    }

    private async Task ExportAsync(Invocation call, CoordinatorClient client, string? folder, CancellationToken stop)
    {
        var query = call.Get(target) is { } one ? $"?target={Uri.EscapeDataString(one)}" : "";
        var export = await client.GetAsync<CatalogExport>($"api/catalog/export{query}", stop);
        if (folder is null)
        {
            await call.WriteJsonAsync(export);
            return;
        }

        var path = await WriteAsync(folder, "catalog.json", export, stop);
        await call.AnswerAsync(
            new { path, assets = export.Assets.Count, relations = export.Relations.Count },
            () => $"{path}: {Wording.Count(export.Assets.Count, "asset")}, {Wording.Count(export.Relations.Count, "relation")}");
    }

    private async Task ExportSbomsAsync(Invocation call, CoordinatorClient client, string? folder, CancellationToken stop)
    {
        var repositories = call.Get(target) is { } one ? [one]
            : (await client.GetAsync<CatalogStats>("api/catalog/stats", stop)).Targets.Select(t => t.Repository).ToList();
        if (folder is null)
        {
            if (repositories is not [var only])
                throw CommandFailure.Usage($"the catalogue has {Wording.Count(repositories.Count, "repository", "repositories")}, and each has an SBOM of its own", "Name one, or a folder with --output.");
            await call.WriteJsonAsync(await SbomAsync(client, only, stop));
            return;
        }

        var written = new List<(string Path, int Components)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var repository in repositories)
        {
            var sbom = await SbomAsync(client, repository, stop);
            var name = FileName(sbom.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!);
            var free = name;
            for (var twin = 2; !names.Add(free); twin++)
                free = $"{name}~{twin}";
            written.Add((await WriteAsync(folder, $"{free}.cdx.json", sbom, stop), sbom.GetProperty("components").GetArrayLength()));
        }

        await call.AnswerAsync(
            written.Select(w => new { path = w.Path, components = w.Components }),
            () => written.Count == 0 ? "The catalogue has no repository." : string.Join('\n', written.Select(w => $"{w.Path}: {Wording.Count(w.Components, "component")}")));
    }

    private static Task<JsonElement> SbomAsync(CoordinatorClient client, string repository, CancellationToken stop) =>
        client.GetAsync<JsonElement>($"api/catalog/sbom?target={Uri.EscapeDataString(repository)}", stop);

    /// <summary>The repository's identity with one part a word; nothing in it that a file system might take for more.</summary>
    private static string FileName(string urn)
    {
        var identity = urn["urn:cortex:repository:".Length..];
        var name = string.Concat(identity.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_')).TrimStart('.');
        return name.Length switch { 0 => "repository", > 150 => name[^150..], _ => name };
    }

    private static async Task<string> WriteAsync<T>(string folder, string name, T value, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(value, CortexJson.Indented) + "\n", stop);
        return path;
    }
}
