using Cortex.Contracts.Masters;
using Cortex.Workspaces.Running;

namespace Cortex.Inventory.Preflight;

/// <summary>The catalog-workers read histories with git.</summary>
internal static class GitCheck
{
    private static readonly Version _oldest = new(2, 30);

    public static async Task<Check> RunAsync(Git git, CancellationToken stop)
    {
        try
        {
            return Judge((await git.RunAsync(new GitCall("--version"), stop)).Text);
        }
        catch (GitException e)
        {
            return new() { Name = "git", Status = CheckStatus.Failed, Detail = e.Message, Advice = $"Install git {_oldest} or newer and have it on the PATH." };
        }
    }

    /// <param name="answer">"git version 2.39.5", with the vendor's words after it.</param>
    internal static Check Judge(string answer)
    {
        var version = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2) ?? "";
        return Version.TryParse(string.Join('.', version.Split('.').Take(2)), out var parsed) && parsed >= _oldest
            ? new() { Name = "git", Status = CheckStatus.Passed, Detail = $"git {version}" }
            : new() { Name = "git", Status = CheckStatus.Failed, Detail = $"git {version} is too old.", Advice = $"Install git {_oldest} or newer." };
    }
}
