using Cortex.Workspaces.Proposals.Accounts;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>The forge behind a repository's address.</summary>
public sealed class ForgeClients(ForgeAccounts accounts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(30);

    // A redirect would carry the token's header to wherever it leads.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Answer };

    /// <summary>How long calls may wait in all when the host asks for patience.</summary>
    public TimeSpan MostWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Null where the operator gave no account for the address.</summary>
    public (IForge Forge, string Name)? For(string location)
    {
        if (accounts.Repository(location) is not var (account, repository))
            return null;
        var http = new ForgeHttp(_http, account, time, MostWait);
        IForge forge = account.Kind switch
        {
            ForgeKind.GitHub => new GitHubForge(http, repository),
            ForgeKind.GitLab => new GitLabForge(http, repository),
            _ => new GiteaForge(http, repository),
        };
        return (forge, $"{account.Host}{account.Url.AbsolutePath.TrimEnd('/')}/{repository}");
    }

    public void Dispose() => _http.Dispose();
}
