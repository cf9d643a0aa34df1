using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Reading;

namespace Cortex.Security.Advisories.Stored;

/// <summary>The advisories that are known on this machine.</summary>
public sealed class AdvisoryStore : IAsyncDisposable
{
    private const int PerCommit = 2_000;

    private readonly Store store;

    private AdvisoryStore(Store store) => this.store = store;

    /// <summary>Opens or creates the file; its folder must exist.</summary>
    /// <exception cref="StoreException">The file cannot be opened, or another version wrote it.</exception>
    public static AdvisoryStore Open(string path, TimeProvider time) =>
        new(Store.Open(new StoreOptions { Path = path, WaitForDisk = false }, [AdvisorySchema.Schema], time));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>Takes in the set that comes with Cortex, once per build of it.</summary>
    public Task EnsureBundledAsync(CancellationToken stop) => BundledAdvisories.EnsureAsync(this, stop);

    /// <summary>
    /// Takes in what a file, folder or archive holds. A record that is already there is replaced by a newer one only. What has been
    /// taken in stays when the import ends half-way, and the next import passes over it.
    /// </summary>
    /// <param name="path">A JSON file, a folder, or a .zip, .tar, .tar.gz or .tgz archive of them.</param>
    /// <param name="source">What the report calls the set.</param>
    /// <param name="progress">Records read so far.</param>
    /// <param name="stop">Ends the import between two records.</param>
    public Task<AdvisoryImport> ImportAsync(string path, string source, IProgress<int>? progress, CancellationToken stop) =>
        ImportAsync(AdvisoryFiles.Open(path), source, null, progress, stop);

    /// <summary>True when that edition of a set was taken in to its end.</summary>
    internal bool Has(string source, string tag) =>
        store.Read(commands => commands.Scalar("SELECT 1 FROM imports WHERE source = $1 AND tag = $2", source, tag)) is not null;

    internal async Task<AdvisoryImport> ImportAsync(IEnumerable<AdvisoryFile> files, string source, string? tag, IProgress<int>? progress, CancellationToken stop)
    {
        var import = new AdvisoryImport { Source = source };
        var batch = new List<Advisory>(PerCommit);
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            import.Read++;
            if (import.Accept(file) is { } advisory)
                batch.Add(advisory);
            if (batch.Count < PerCommit)
                continue;
            await WriteAsync(batch, import);
            batch.Clear();
            progress?.Report(import.Read);
        }
        await WriteAsync(batch, import);
        await store.WriteAsync(t => t.Commands.Execute(
            """
            INSERT INTO imports (source, imported, newest, records, tag) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (source) DO UPDATE SET imported = excluded.imported, newest = max(coalesce(newest, 0), coalesce(excluded.newest, 0)), records = excluded.records, tag = excluded.tag
            """,
            source, t.Now, import.Newest?.UtcTicks, import.Read - import.Failed, tag));
        progress?.Report(import.Read);
        return import;
    }

    private Task WriteAsync(List<Advisory> batch, AdvisoryImport import) => store.WriteAsync(transaction =>
    {
        foreach (var advisory in batch)
            import.Count(AdvisoryRows.Put(transaction.Commands, advisory));
    });

    /// <summary>What is known of one package, withdrawn records left out.</summary>
    internal IReadOnlyList<PackageAdvisory> Of(string ecosystem, string name) =>
        store.Read(commands => AdvisoryRows.Of(commands, ecosystem, name));

    internal IReadOnlyDictionary<(string Ecosystem, string Name), IReadOnlyList<PackageAdvisory>> Of(IEnumerable<(string Ecosystem, string Name)> packages) =>
        store.Read(commands => packages.Distinct().ToDictionary(package => package, package => AdvisoryRows.Of(commands, package.Ecosystem, package.Name)));

    public AdvisoryStatus Status() => store.Read(commands => new AdvisoryStatus
    {
        Advisories = (long)commands.Scalar("SELECT COUNT(*) FROM advisories")!,
        Withdrawn = (long)commands.Scalar("SELECT COUNT(*) FROM advisories WHERE withdrawn IS NOT NULL")!,
        Newest = commands.Scalar("SELECT MAX(modified) FROM advisories") is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        Ecosystems = commands.Query(
            "SELECT ecosystem, COUNT(DISTINCT advisory), COUNT(DISTINCT name) FROM affected GROUP BY ecosystem ORDER BY ecosystem",
            row => new EcosystemAdvisories { Ecosystem = row.GetString(0), Advisories = row.GetInt64(1), Packages = row.GetInt64(2) }),
        Imports = commands.Query(
            "SELECT source, imported, newest, records FROM imports ORDER BY imported DESC, source",
            row => new AdvisorySource
            {
                Source = row.GetString(0),
                Imported = new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
                Newest = row.IsDBNull(2) ? null : new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
                Records = row.GetInt64(3),
            }),
    });
}
