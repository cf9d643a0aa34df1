using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Workspaces.Owners;

namespace Cortex.Inventory.Discovery.Owners;

/// <summary>Who owns the repository and what it declares: CODEOWNERS where there is one, else whoever wrote most of it.</summary>
internal static class OwnerDiscovery
{
    private static readonly string[] Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <summary>Where ownership comes from: codeowners, inferred or none. Runs after all that adds assets.</summary>
    public static string Discover(SourceTree tree, RepositoryHistory history, ScanRecord record)
    {
        var file = Places.Select(tree.Find).FirstOrDefault(f => f is not null);
        if (file is not null && tree.Text(file) is { } text)
        {
            FromRules(CodeOwners.Parse(text), file, record);
            return "codeowners";
        }

        if (history.Authors is not [var author, ..])
            return "none";
        var urn = record.Share(
            Kinds.Owner, AssetUrn.Shared(Kinds.Owner, author.Email), author.Name, null, null, [("email", author.Email), ("inferred", "true"), ("basis", "authorship")]);
        record.Relate(record.Repository, Kinds.OwnedBy, urn);
        return "inferred";
    }

    private static void FromRules(CodeOwners rules, SourceFile file, ScanRecord record)
    {
        foreach (var line in rules.Invalid)
            record.Unreadable(file.Path, line, "unreadable-owners", "GitHub does not understand this rule and skips it; correct the pattern or the owner.");
        foreach (var rule in rules.Rules)
        {
            foreach (var owner in rule.Owners)
                Add(record, owner, file.Path, rule.Line);
        }

        Own(record, record.Repository, rules.ForAll());
        foreach (var asset in record.Declared())
            Own(record, asset.Urn, rules.For(asset.Path!));
    }

    private static void Own(ScanRecord record, string urn, CodeOwners.Rule? rule)
    {
        foreach (var owner in rule?.Owners ?? [])
            record.Relate(urn, Kinds.OwnedBy, Urn(owner));
    }

    private static void Add(ScanRecord record, string owner, string path, int line) =>
        record.Share(Kinds.Owner, Urn(owner), owner, path, line,
            [("type", owner.StartsWith('@') ? owner.Contains('/', StringComparison.Ordinal) ? "team" : "user" : "email")]);

    private static string Urn(string owner) => AssetUrn.Shared(Kinds.Owner, owner.ToLowerInvariant());
}
