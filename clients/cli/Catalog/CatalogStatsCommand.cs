using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogStatsCommand : CortexCommand
{
    private const int MostJudged = 10;

    /// <summary>A score from here on needs no explanation.</summary>
    private const int Good = 80;

    public CatalogStatsCommand() : base(
        "stats",
        "Count what is in the catalogue, by kind and by repository; which repositories are worst cared for.",
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
        if (stats.Health.Count == 0)
            return text.ToString();
        text.AppendLine().AppendLine("health, worst first (of 100)");
        foreach (var health in stats.Health.Take(MostJudged))
            text.AppendLine(Printable.Of($"{health.Score,8}  {health.Name}  {string.Join("; ", health.Aspects.Where(a => a.Score < Good).Select(a => a.Reason))}"));
        if (stats.Health.Count > MostJudged)
            text.AppendLine($"          and {stats.Health.Count - MostJudged:#,0} more");
        return text.ToString();
    }
}
