using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Exploitation;
using Cortex.Security.Advisories.Reading;

namespace Cortex.Security.Advisories.Stored;

/// <summary>The advisories that are known on this machine.</summary>
public sealed class AdvisoryStore : IAsyncDisposable
{
    private const int PerRead = 250;

    private readonly Store store;

    private AdvisoryStore(Store store, string? rebuilt)
    {
        this.store = store;
        Rebuilt = rebuilt;
    }

    /// <summary>What is to be said of a file that an older version laid out and that was set up anew; null otherwise.</summary>
    public string? Rebuilt { get; }

    /// <summary>Opens or creates the file; its folder must exist.</summary>
    /// <exception cref="StoreException">The file cannot be opened, or a newer version wrote it.</exception>
    public static AdvisoryStore Open(string path, TimeProvider time)
    {
        var (store, rebuilt) = AdvisoryDatabase.Open(path, time);
        return new(store, rebuilt);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>Takes in the set that comes with Cortex, once per build of it.</summary>
    public Task EnsureBundledAsync(CancellationToken stop) => BundledAdvisories.EnsureAsync(this, stop);

    /// <summary>
    /// Takes in what a file, folder or archive holds; a single file may also be EPSS's scores or CISA's catalogue of exploited
    /// vulnerabilities. A record that is already there is replaced by a newer one only. What has been taken in stays when the import ends
    /// half-way, and the next import passes over it.
    /// </summary>
    /// <param name="path">A JSON file, a folder, or a .zip, .tar, .tar.gz or .tgz archive of them; or a .csv or .csv.gz of EPSS.</param>
    /// <param name="source">What the report calls the set.</param>
    /// <param name="progress">Records read so far.</param>
    /// <param name="stop">Ends the import between two records.</param>
    /// <exception cref="FileNotFoundException">There is nothing at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidDataException">A broken archive, or a file of scores that cannot be read.</exception>
    public Task<AdvisoryImport> ImportAsync(string path, string source, IProgress<int>? progress, CancellationToken stop) =>
        ExploitationFiles.KindOf(path) switch
        {
            AdvisoryImport.Epss => ExploitationImport.EpssAsync(store, path, source),
            AdvisoryImport.Kev => ExploitationImport.KevAsync(store, path, source),
            _ => ImportAsync(AdvisoryFiles.Open(path), source, null, progress, stop),
        };

    /// <summary>True when that edition of a set was taken in to its end.</summary>
    internal bool Has(string source, string tag) =>
        store.Read(commands => commands.Scalar("SELECT 1 FROM imports WHERE source = $1 AND tag = $2", source, tag)) is not null;

    internal Task<AdvisoryImport> ImportAsync(IEnumerable<AdvisoryFile> files, string source, string? tag, IProgress<int>? progress, CancellationToken stop) =>
        AdvisoryIntake.RunAsync(store, files, source, tag, progress, stop);

    /// <summary>What is known of one package, withdrawn records left out.</summary>
    internal IReadOnlyList<PackageAdvisory> Of(string ecosystem, string name) =>
        store.Read(commands => AdvisoryRows.Of(commands, ecosystem, name));

    /// <summary>What is known of many, read on all cores.</summary>
    internal IReadOnlyDictionary<(string Ecosystem, string Name), IReadOnlyList<PackageAdvisory>> Of(IEnumerable<(string Ecosystem, string Name)> packages) => packages
        .Distinct()
        .Chunk(PerRead)
        .AsParallel().AsOrdered()
        .Select(part => store.Read(commands => part.Select(package => (package, Known: AdvisoryRows.Of(commands, package.Ecosystem, package.Name))).ToList()))
        .AsEnumerable()
        .SelectMany(part => part)
        .ToDictionary(pair => pair.package, pair => pair.Known);

    public AdvisoryStatus Status() => store.Read(AdvisoryStatusRows.Of);

    internal FeedEdition? Edition(Uri feed) => store.Read(commands => FeedRows.Of(commands, feed));

    /// <summary>Says that what was taken in of a set is still its newest edition.</summary>
    internal Task ConfirmAsync(string source) => store.WriteAsync(t => ImportRows.Confirm(t, source));

    internal Task KeepAsync(Uri feed, FeedEdition edition) => store.WriteAsync(t => FeedRows.Put(t.Commands, feed, edition));
}
