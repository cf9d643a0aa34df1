using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogShowCommand : CortexCommand
{
    private readonly AssetArgument name = new();

    public CatalogShowCommand() : base(
        "show",
        "Show one asset: where it is, since when, and what it is related to.",
        "cortex catalog show pkg:npm/left-pad@1.3.0",
        "cortex catalog show webshop --json")
    {
        Add(name);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var asset = await connection.Client.GetAsync<CatalogAsset>($"api/catalog/assets/{Uri.EscapeDataString(call.Get(name)!)}", stop);
        await call.AnswerAsync(asset, () => Text(asset));
        return ExitCodes.Completed;
    }

    private static string Text(CatalogAsset found)
    {
        var asset = found.Asset;
        var text = new StringBuilder();
        text.AppendLine(Printable.Of($"{asset.Kind} {asset.Name}"));
        text.AppendLine(Printable.Of(asset.Urn));
        text.AppendLine(Printable.Of($"in {asset.Target}{(asset.Path is null ? "" : $" {asset.Path}")}{(asset.Line is { } line ? $":{line}" : "")}"));
        text.AppendLine($"seen first {found.FirstSeen.UtcDateTime:yyyy-MM-dd HH:mm} UTC, last {found.LastSeen.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (found.RetiredRun is { } run)
            text.AppendLine($"gone: run {RunIds.Short(run)} no longer found it{(found.RetiredAt is { } at ? $" on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}");
        if (found.Health is { } health)
        {
            text.AppendLine($"health {health.Score} of 100");
            foreach (var aspect in health.Aspects)
                text.AppendLine(Printable.Of($"  {aspect.Name,-13} {aspect.Score,3}  {aspect.Reason}"));
        }

        foreach (var (name, value) in asset.Properties)
            text.AppendLine(Printable.Of($"  {name}: {value}"));
        foreach (var relation in found.Outgoing)
            text.AppendLine(Printable.Of($"  {relation.Kind} → {relation.AssetKind} {relation.Name}  {relation.Urn}"));
        foreach (var relation in found.Incoming)
            text.AppendLine(Printable.Of($"  ← {relation.Kind} {relation.AssetKind} {relation.Name}  {relation.Urn}"));
        return text.ToString();
    }
}
