namespace Cortex.Workspaces.Proposals.Accounts;

/// <summary>The accounts that the operator gave, found by a repository's address.</summary>
public sealed class ForgeAccounts
{
    private readonly IReadOnlyList<ForgeAccount> _accounts;

    /// <exception cref="FormatException">An entry cannot be used.</exception>
    public ForgeAccounts(IReadOnlyList<ForgeSetting> settings)
    {
        var accounts = new List<ForgeAccount>();
        for (var i = 0; i < settings.Count; i++)
        {
            try
            {
                accounts.Add(ForgeAccount.Of(settings[i]));
            }
            catch (FormatException e)
            {
                throw new FormatException($"Forges:{i} cannot be used: {e.Message}.", e);
            }
        }

        if (accounts.GroupBy(a => Origin(a.Url), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"Forges has two entries for {twice.Key}.");
        _accounts = accounts;
    }

    public static ForgeAccounts None { get; } = new([]);

    /// <summary>By scheme, host and port: an account for https is not used over http, nor one host's for another.</summary>
    public ForgeAccount? Find(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? _accounts.FirstOrDefault(account => Origin(account.Url) == Origin(uri) && IsBelow(uri, account.Url))
            : null;

    /// <summary>The repository and where proposals for it go; null where the operator gave no account.</summary>
    public (ForgeAccount Account, string Repository)? Repository(string location)
    {
        if (Find(location) is not { } account)
            return null;
        var path = Uri.UnescapeDataString(new Uri(location).AbsolutePath)[account.Url.AbsolutePath.TrimEnd('/').Length..].Trim('/');
        if (path.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            path = path[..^4];
        var parts = path.Split('/');
        return parts.Length >= 2 && parts.All(part => part.Length > 0 && part is not ("." or "..")) && (parts.Length == 2 || account.Kind == ForgeKind.GitLab) ? (account, path) : null;
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    private static bool IsBelow(Uri uri, Uri root) => uri.AbsolutePath.StartsWith(root.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);
}
