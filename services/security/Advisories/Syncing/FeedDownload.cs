using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories.Syncing;

/// <summary>Fetches a file: only when there is a new edition, from where an earlier try broke off, and again after faults that pass.</summary>
internal sealed class FeedDownload(HttpClient http, TimeProvider time, IProgress<string> progress)
{
    /// <summary>Tries in a row that bring nothing.</summary>
    private const int MostTries = 5;

    /// <summary>Tries in all: a server that sends a byte each time must not keep us.</summary>
    private const int MostTriesInAll = 50;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The edition whose file is finished now; null when <paramref name="known"/> is still the newest.</summary>
    /// <exception cref="FeedException">It cannot be had.</exception>
    public async Task<FeedEdition?> FetchAsync(Uri address, PartialFile file, FeedEdition? known, CancellationToken stop)
    {
        var tries = 0;
        for (var all = 1; ; all++)
        {
            var before = file.Length;
            try
            {
                return await new FeedRequest(http, time, progress).RunAsync(address, file, known, stop);
            }
            catch (PassingFaultException e)
            {
                tries = file.Length > before ? 1 : tries + 1;
                if (tries >= MostTries || all >= MostTriesInAll)
                    throw new FeedException($"{address} cannot be fetched: {e.Message}. What has arrived is kept; try again later.", e);
                var wait = e.Wait ?? FirstWait * Math.Pow(2, tries - 1);
                wait = wait > LongestWait ? LongestWait : wait;
                progress.Report($"{address}: {e.Message}; trying again in {wait.TotalSeconds:0} s");
                await Task.Delay(wait, time, stop);
            }
        }
    }
}
