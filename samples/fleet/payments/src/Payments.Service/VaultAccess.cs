using Azure.Core;
using Azure.Identity;

namespace Payments.Service;

/// <summary>How the service shows the vault who it is: in the cluster by its workload identity, on a desk by the developer's login.</summary>
public static class VaultAccess
{
    public static TokenCredential For(string environment) => environment == "Development"
        ? new ChainedTokenCredential(new AzureCliCredential(), new EnvironmentCredential())
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true });
}
