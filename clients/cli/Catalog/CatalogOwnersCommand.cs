using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Catalog;

internal sealed class CatalogOwnersCommand : CortexCommand
{
    private const int MostRepositories = 20;

    public CatalogOwnersCommand() : base(
        "owners",
        "List who owns what, and what nobody owns.",
        "cortex catalog owners",
        "cortex catalog owners --json")
    {
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var owners = await connection.Client.GetAsync<CatalogOwners>("api/catalog/owners", stop);
        await call.AnswerAsync(owners, () => Text(owners));
        return ExitCodes.Completed;
    }

    private static string Text(CatalogOwners owners)
    {
        var text = new StringBuilder();
        foreach (var owner in owners.Owners)
            text.AppendLine(Printable.Of($"{owner.Assets,8:#,0}  {owner.Name}{Inferred(owner)}  {Kinds(owner.Kinds)}"));
        if (owners.Owners.Count == 0)
            text.AppendLine("Nobody owns anything.");
        if (owners.Unowned == 0)
            return text.ToString();
        text.AppendLine().AppendLine($"{owners.Unowned,8:#,0}  without owner  {Kinds(owners.UnownedKinds)}");
        foreach (var repository in owners.UnownedRepositories.Take(MostRepositories))
            text.AppendLine(Printable.Of($"{repository.Assets,8:#,0}    in {repository.Name}"));
        if (owners.UnownedRepositories.Count > MostRepositories)
            text.AppendLine($"          and in {owners.UnownedRepositories.Count - MostRepositories:#,0} more repositories");
        return text.ToString();
    }

    private static string Inferred(CatalogOwner owner) =>
        owner.Inferred == 0 ? "" : owner.Inferred == owner.Assets ? "  (inferred)" : $"  ({owner.Inferred:#,0} inferred)";

    private static string Kinds(IEnumerable<CatalogKind> kinds) => string.Join(", ", kinds.OrderByDescending(k => k.Assets).Select(k => $"{k.Assets:#,0} {k.Kind}"));
}
