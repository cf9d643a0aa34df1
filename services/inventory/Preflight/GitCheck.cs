using Cortex.Contracts.Masters;
using Cortex.Inventory.Discovery.History;

namespace Cortex.Inventory.Preflight;

/// <summary>The catalog-workers read histories with git.</summary>
internal static class GitCheck
{
    private static readonly Version Oldest = new(2, 30);

    public static async Task<Check> RunAsync(CancellationToken stop) => Judge(await GitCommand.RunAsync(Path.GetTempPath(), ["--version"], stop));

    internal static Check Judge(string? answer)
    {
        var version = answer?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2);
        var numbers = version?.Split('.').Take(2).ToArray();
        if (version is null || !Version.TryParse(string.Join('.', numbers!), out var parsed))
            return new() { Name = "git", Status = CheckStatus.Failed, Detail = "git is not there or does not answer.", Advice = $"Install git {Oldest} or newer and have it on the PATH." };
        return parsed < Oldest
            ? new() { Name = "git", Status = CheckStatus.Failed, Detail = $"git {version} is too old.", Advice = $"Install git {Oldest} or newer." }
            : new() { Name = "git", Status = CheckStatus.Passed, Detail = $"git {version}" };
    }
}
