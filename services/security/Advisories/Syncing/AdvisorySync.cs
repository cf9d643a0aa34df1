using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories.Syncing;

/// <summary>Fetches what is published and takes it in, one feed after the other. A feed that fails does not cost the others.</summary>
public sealed class AdvisorySync(AdvisoryStore store, SyncOptions options, TimeProvider time)
{
    /// <param name="progress">Takes lines for people.</param>
    /// <param name="stop">Ends the sync; what was fetched of a file is kept and the next sync goes on there.</param>
    /// <exception cref="StoreException">The advisories cannot be written.</exception>
    public async Task<IReadOnlyList<SyncedFeed>> RunAsync(IProgress<string> progress, CancellationToken stop)
    {
        Directory.CreateDirectory(options.Folder);
        using var http = FeedClient.Create();
        var download = new FeedDownload(http, time, progress);
        var synced = new List<SyncedFeed>();
        foreach (var feed in options.Feeds())
        {
            synced.Add(await SyncAsync(download, feed, progress, stop));
            progress.Report($"{feed.Source}: {synced[^1].Text}");
        }
        return synced;
    }

    private async Task<SyncedFeed> SyncAsync(FeedDownload download, Feed feed, IProgress<string> progress, CancellationToken stop)
    {
        var file = new PartialFile(Path.Combine(options.Folder, feed.FileName));
        try
        {
            var arrived = file.Arrived;
            var edition = await download.FetchAsync(feed.Address, file, arrived ?? store.Edition(feed.Address), stop) ?? arrived;
            if (edition is null)
            {
                await store.ConfirmAsync(feed.Source);
                return new SyncedFeed { Source = feed.Source, Status = SyncStatus.UpToDate };
            }
            var import = await store.ImportAsync(file.Finished, feed.Source, new Counter(feed, progress), stop);
            await store.KeepAsync(feed.Address, edition);
            file.Delete();
            return new SyncedFeed { Source = feed.Source, Status = SyncStatus.Updated, Import = import };
        }
        catch (FeedException e) when (e.IsMissing && !feed.Asked)
        {
            return new SyncedFeed { Source = feed.Source, Status = SyncStatus.Missing, Reason = e.Message };
        }
        catch (FeedException e)
        {
            return new SyncedFeed { Source = feed.Source, Status = SyncStatus.Failed, Reason = e.Message };
        }
        catch (InvalidDataException e)
        {
            file.Delete();
            return new SyncedFeed { Source = feed.Source, Status = SyncStatus.Failed, Reason = $"{feed.Address} sent a damaged file: {e.Message.TrimEnd('.')}. It is fetched anew next time." };
        }
    }

    private sealed class Counter(Feed feed, IProgress<string> progress) : IProgress<int>
    {
        private const int Every = 20_000;

        private int told;

        public void Report(int value)
        {
            if (value - told < Every)
                return;
            told = value;
            progress.Report($"{feed.Source}: {value} records read");
        }
    }
}
