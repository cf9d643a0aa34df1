using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Cli.Advisories;

internal static class AdvisoryData
{
    /// <summary>Opens the advisories of the data directory, with the bundled set in them. A running host goes on meanwhile.</summary>
    public static async Task<AdvisoryStore> OpenAsync(Invocation call, CancellationToken stop)
    {
        var data = call.Settings.Data;
        try
        {
            Directory.CreateDirectory(data.Root);
            var store = AdvisoryStore.Open(data.Advisories, call.Shell.Clock);
            if (store.Rebuilt is { } rebuilt)
                await call.Shell.Error.WriteLineAsync(Printable.Of($"note: {rebuilt}"));
            await store.EnsureBundledAsync(stop);
            return store;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.Failed, $"the advisories in '{data.Root}' cannot be opened: {e.Message}", "Check the folder and the disk, or name another with --data.", e);
        }
    }
}
