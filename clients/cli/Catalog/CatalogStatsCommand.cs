using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogStatsCommand : CortexCommand
{
    public CatalogStatsCommand() : base(
        "stats",
        "Count what is in the catalogue, by kind and by repository.",
        "cortex catalog stats",
        "cortex catalog stats --json")
    {
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var stats = await connection.Client.GetAsync<CatalogStats>("api/catalog/stats", stop);
        await call.AnswerAsync(stats, () => Text(stats));
        return ExitCodes.Completed;
    }

    private static string Text(CatalogStats stats)
    {
        var text = new StringBuilder();
        text.AppendLine($"{Wording.Count(stats.Assets, "asset")}, {Wording.Count(stats.Relations, "relation")}, {stats.Retired:#,0} retired").AppendLine();
        foreach (var kind in stats.Kinds)
            text.AppendLine($"{kind.Assets,8:#,0}  {kind.Kind}");
        text.AppendLine();
        foreach (var target in stats.Targets)
            text.AppendLine($"{target.Assets,8:#,0}  {Printable.Of(target.Target)}{(target.LastScan is { } scan ? $"  scanned {scan.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}");
        return text.ToString();
    }
}
