using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogLineageCommand : CortexCommand
{
    private readonly AssetArgument name = new();
    private readonly Option<bool> up = new("--up") { Description = "Only what stands on it: what breaks when it goes." };
    private readonly Option<bool> down = new("--down") { Description = "Only what it stands on." };
    private readonly Option<int?> depth = new("--depth") { HelpName = "N", Description = "At most so many relations away (default: to the end)." };
    private readonly Option<int> lines = new("--lines") { HelpName = "N", Description = "At most so many assets in each tree (default: 60); --json has all.", DefaultValueFactory = _ => 60 };

    public CatalogLineageCommand() : base(
        "lineage",
        "Show what stands on an asset and what it stands on, to any depth.",
        "cortex catalog lineage pkg:npm/left-pad@1.3.0 --up",
        "cortex catalog lineage webshop --down --depth 2 --json")
    {
        Add(name);
        Add(up);
        Add(down);
        Add(depth);
        Add(lines);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var limit = call.Get(depth);
        if (limit < 1)
            throw CommandFailure.Usage("--depth is a number from 1 on");
        if (call.Get(lines) < 1)
            throw CommandFailure.Usage("--lines is a number from 1 on");
        var direction = (call.Get(up), call.Get(down)) switch { (true, false) => "up", (false, true) => "down", _ => "both" };
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var lineage = await connection.Client.GetAsync<CatalogLineage>(
            $"api/catalog/lineage?asset={Uri.EscapeDataString(call.Get(name)!)}&direction={direction}{(limit is null ? "" : $"&depth={limit}")}", stop);
        await call.AnswerAsync(lineage, () => LineageText.Of(lineage, call.Get(lines)));
        return ExitCodes.Completed;
    }
}
