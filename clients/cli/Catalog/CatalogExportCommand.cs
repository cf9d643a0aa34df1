using System.CommandLine;
using System.Text.Json;
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
    private readonly Option<string> format = new("--format") { HelpName = "json", Description = "json: { assets[], relations[] }.", DefaultValueFactory = _ => "json" };
    private readonly Option<string?> output = new("--output") { HelpName = "DIR", Description = "Folder to write catalog.json to; without it, standard output." };

    public CatalogExportCommand() : base(
        "export",
        "Write the whole catalogue, or one repository's part.",
        "cortex catalog export --format json --output export",
        "cortex catalog export ~/src/webshop --json")
    {
        Add(target);
        Add(format.OneOfWords("json"));
        Add(output);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var query = call.Get(target) is { } one ? $"?target={Uri.EscapeDataString(one)}" : "";
        var export = await connection.Client.GetAsync<CatalogExport>($"api/catalog/export{query}", stop);
        if (call.Get(output) is not { } folder)
        {
            await call.WriteJsonAsync(export);
            return ExitCodes.Completed;
        }

        if (File.Exists(folder))
            throw CommandFailure.Usage($"--output is a folder, and '{folder}' is a file");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "catalog.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(export, CortexJson.Indented) + "\n", stop);
        await call.AnswerAsync(
            new { path, assets = export.Assets.Count, relations = export.Relations.Count },
            () => $"{path}: {Wording.Count(export.Assets.Count, "asset")}, {Wording.Count(export.Relations.Count, "relation")}");
        return ExitCodes.Completed;
    }
}
