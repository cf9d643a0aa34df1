using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Reading;

namespace Cortex.Security.Advisories.Stored;

/// <summary>
/// Takes files in, batch by batch: one is parsed on all cores while the one before is written. How much is in hand at once is bounded in
/// files and in bytes.
/// </summary>
internal static class AdvisoryIntake
{
    private const int MostFiles = 2_000;
    private const long MostBytes = 16 * 1024 * 1024;

    public static async Task<AdvisoryImport> RunAsync(
        Store store, IEnumerable<AdvisoryFile> files, string source, string? tag, IProgress<int>? progress, CancellationToken stop)
    {
        var import = new AdvisoryImport { Source = source };
        // What comes with Cortex must not take the place of what a user took in.
        var asNewIsNewer = source != BundledAdvisories.Source;
        var writing = Task.CompletedTask;
        var isReading = true;
        try
        {
            foreach (var batch in Batches(files, stop))
            {
                var parsed = batch.AsParallel().AsOrdered().WithCancellation(stop).SelectMany(ParsedAdvisory.Of).ToList();
                await writing;
                List<AdvisoryRow> rows = [.. parsed.Select(import.Accept).OfType<AdvisoryRow>()];
                writing = store.WriteAsync(t =>
                {
                    foreach (var row in rows)
                        import.Count(AdvisoryRows.Put(t.Commands, row, asNewIsNewer));
                });
                progress?.Report(import.Read);
            }
            isReading = false;
        }
        finally
        {
            // What was read is kept also when the rest cannot be read.
            if (isReading)
                await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await writing;
        await store.WriteAsync(t => ImportRows.Put(t, import, import.Read - import.Failed, tag));
        progress?.Report(import.Read);
        return import;
    }

    private static IEnumerable<List<AdvisoryFile>> Batches(IEnumerable<AdvisoryFile> files, CancellationToken stop)
    {
        var batch = new List<AdvisoryFile>();
        var bytes = 0L;
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            batch.Add(file);
            bytes += file.Content.Length;
            if (batch.Count < MostFiles && bytes < MostBytes)
                continue;
            yield return batch;
            (batch, bytes) = ([], 0);
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
