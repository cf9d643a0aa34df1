using Cortex.Cli.Client;
using Cortex.Cli.Commanding;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal static class RunLookup
{
    /// <summary>The run of that id, or the newest.</summary>
    public static async Task<RunDetails> OrNewestAsync(CoordinatorClient client, string? id, CancellationToken stop)
    {
        if (id is not null)
            return await client.FindAsync(id, stop);
        return await client.ListAsync(stop) is [var newest, ..]
            ? await client.FindAsync(newest.Id.ToString(), stop)
            : throw CommandFailure.Usage("there is no run yet", "'cortex run' makes one.");
    }
}
