using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;
using Cortex.Contracts.Catalog;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogSearchCommand : CortexCommand
{
    private const int Most = 1000;

    private readonly Argument<string[]> words = new("WORD") { Description = "Words to look for in names, kinds, paths and properties.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "At most so many (default: 20).", DefaultValueFactory = _ => 20 };

    public CatalogSearchCommand() : base(
        "search",
        "Search the catalogue; best match first.",
        "cortex catalog search newtonsoft",
        "cortex catalog search dockerfile node --limit 5 --json")
    {
        Add(words);
        Add(limit);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var wanted = call.Get(limit);
        if (wanted is < 1 or > Most)
            throw CommandFailure.Usage($"--limit is a number from 1 to {Most}");
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var query = string.Join(' ', call.Get(words)!);
        var found = await connection.Client.GetAsync<CatalogSearch>($"api/catalog/search?q={Uri.EscapeDataString(query)}&limit={wanted}", stop);
        await call.AnswerAsync(found, () => found.Assets.Count == 0 ? $"Nothing in the catalogue matches '{query}'." : string.Join('\n', found.Assets.Select(Line)));
        return ExitCodes.Completed;
    }

    private static string Line(Asset asset) =>
        Printable.Of($"{asset.Kind,-16}  {asset.Name}  {asset.Target}{(asset.Path is null ? "" : $" {asset.Path}")}  {asset.Urn}");
}
