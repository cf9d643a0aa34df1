using System.IO.Compression;
using System.Security.Cryptography;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Advisories.Syncing;
using Microsoft.AspNetCore.Http;

namespace Cortex.Security.Tests.Advisories.Syncing;

public sealed class AdvisorySyncTests : IAsyncLifetime
{
    private const string Npm = "/osv/npm/all.zip";

    private readonly string folder = Directory.CreateTempSubdirectory("cortex-sync-").FullName;
    private readonly Said said = new();
    private FeedServer server = null!;
    private AdvisoryStore store = null!;

    public async Task InitializeAsync()
    {
        server = await FeedServer.StartAsync();
        store = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_archive_is_fetched_and_taken_in()
    {
        server.Serve(Npm, Archive("GHSA-1", "GHSA-2"), "\"a\"");
        var synced = await SyncAsync();
        Assert.Equal((SyncStatus.Updated, 2), (synced.Status, synced.Import!.Added));
        Assert.Equal("osv/npm", Assert.Single(store.Status().Imports).Source);
        Assert.Empty(Directory.GetFiles(Downloads));
    }

    [Fact]
    public async Task An_archive_that_is_still_the_newest_is_not_fetched_again()
    {
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        await SyncAsync();
        Assert.Equal(SyncStatus.UpToDate, (await SyncAsync()).Status);
        Assert.Equal([Npm, $"{Npm} \"a\""], server.Requests);
    }

    [Fact]
    public async Task A_newer_edition_is_fetched()
    {
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        await SyncAsync();
        server.Serve(Npm, Archive("GHSA-1", "GHSA-2"), "\"b\"");
        var synced = await SyncAsync();
        Assert.Equal((1, 1), (synced.Import!.Added, synced.Import.Unchanged));
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_continued_where_it_broke()
    {
        var archive = Archive("GHSA-1", "GHSA-2", "GHSA-3");
        server.Answers[Npm] = async context =>
        {
            server.Serve(Npm, archive, "\"a\"");
            await SendStartAsync(context, archive);
            context.Abort();
        };
        Assert.Equal(3, (await SyncAsync()).Import!.Added);
        Assert.Equal([Npm, $"{Npm} bytes=100-"], server.Requests);
        Assert.Contains(said.Lines, line => line.Contains("broke off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_stopped_sync_has_fetched_is_continued_by_the_next()
    {
        var archive = Archive("GHSA-1");
        using var stop = new CancellationTokenSource();
        server.Answers[Npm] = async context =>
        {
            await SendStartAsync(context, archive);
            await stop.CancelAsync();
            context.Abort();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SyncAsync(stop: stop.Token));
        server.Serve(Npm, archive, "\"a\"");
        Assert.Equal(1, (await SyncAsync()).Import!.Added);
        Assert.Equal([Npm, $"{Npm} bytes=100-"], server.Requests);
    }

    [Fact]
    public async Task What_was_fetched_whole_and_not_taken_in_is_not_fetched_again()
    {
        Directory.CreateDirectory(Downloads);
        File.WriteAllBytes(Path.Combine(Downloads, "osv-npm.zip"), Archive("GHSA-1"));
        File.WriteAllText(Path.Combine(Downloads, "osv-npm.zip.edition"), """{"ETag":"\"a\"","Modified":null}""");
        server.Serve(Npm, Archive("GHSA-1", "GHSA-2"), "\"a\"");
        Assert.Equal((SyncStatus.Updated, 1), await SyncAsync() is var synced ? (synced.Status, synced.Import!.Added) : default);
        Assert.Equal([$"{Npm} \"a\""], server.Requests);
        Assert.Equal(SyncStatus.UpToDate, (await SyncAsync()).Status);
        Assert.Empty(Directory.GetFiles(Downloads));
    }

    [Fact]
    public async Task What_was_begun_of_an_older_edition_is_thrown_away()
    {
        Directory.CreateDirectory(Downloads);
        File.WriteAllBytes(Path.Combine(Downloads, "osv-npm.zip.part"), new byte[50]);
        File.WriteAllText(Path.Combine(Downloads, "osv-npm.zip.edition"), """{"ETag":"\"old\"","Modified":null}""");
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        Assert.Equal(1, (await SyncAsync()).Import!.Added);
    }

    [Fact]
    public async Task A_part_without_its_edition_is_not_continued()
    {
        Directory.CreateDirectory(Downloads);
        File.WriteAllBytes(Path.Combine(Downloads, "osv-npm.zip.part"), new byte[50]);
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        Assert.Equal(1, (await SyncAsync()).Import!.Added);
        Assert.Equal([Npm], server.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_is_busy_is_asked_again(int status)
    {
        var archive = Archive("GHSA-1");
        var busy = 1;
        server.Answers[Npm] = async context =>
        {
            if (Interlocked.Exchange(ref busy, 0) == 0)
            {
                await FeedServer.SendAsync(context, archive, "\"a\"");
                return;
            }
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "0";
        };
        Assert.Equal(SyncStatus.Updated, (await SyncAsync()).Status);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_given_up()
    {
        server.Answers[Npm] = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
        var synced = await SyncAsync();
        Assert.Equal(SyncStatus.Failed, synced.Status);
        Assert.Contains("status 503", synced.Reason, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task An_ecosystem_that_was_asked_for_and_is_not_there_is_a_failure_and_costs_no_other()
    {
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        var synced = await SyncAsync(["Hex", "npm"]);
        Assert.Equal([SyncStatus.Failed, SyncStatus.Updated], synced.Select(s => s.Status));
        Assert.Contains("does not exist", synced[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_choice_all_known_ecosystems_are_asked_for_and_those_that_are_missing_are_told()
    {
        server.Serve(Npm, Archive("GHSA-1"), "\"a\"");
        server.Serve("/osv/GitHub Actions/all.zip", Archive("GHSA-1"), "\"a\"");
        var synced = await SyncAsync([]);
        Assert.Equal(SyncOptions.KnownEcosystems.Count, synced.Count);
        Assert.Equal(["osv/npm", "osv/GitHub Actions"], synced.Where(s => s.Status == SyncStatus.Updated).Select(s => s.Source));
        Assert.All(synced.Where(s => s.Status != SyncStatus.Updated), s => Assert.Equal(SyncStatus.Missing, s.Status));
    }

    [Fact]
    public async Task A_sign_in_page_is_no_archive()
    {
        server.Answers[Npm] = context => Results.Content("<html>", "text/html").ExecuteAsync(context);
        Assert.Contains("web page", (await SyncAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_archive_is_a_failure_and_is_fetched_anew()
    {
        server.Serve(Npm, Archive("GHSA-1", "GHSA-2")[..^30], "\"a\"");
        Assert.Contains("damaged", (await SyncAsync()).Reason, StringComparison.Ordinal);
        server.Serve(Npm, Archive("GHSA-1", "GHSA-2"), "\"a\"");
        Assert.Equal(SyncStatus.Updated, (await SyncAsync()).Status);
    }

    [Fact]
    public async Task Redirects_in_a_circle_are_not_followed_for_ever()
    {
        server.Answers[Npm] = context =>
        {
            context.Response.Redirect(Npm);
            return Task.CompletedTask;
        };
        Assert.Contains("redirects", (await SyncAsync()).Reason, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 10);
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        server.Answers[Npm] = context =>
        {
            context.Response.Redirect("/elsewhere.zip");
            return Task.CompletedTask;
        };
        server.Serve("/elsewhere.zip", Archive("GHSA-1"), "\"a\"");
        Assert.Equal(SyncStatus.Updated, (await SyncAsync()).Status);
    }

    [Fact]
    public async Task A_host_that_is_not_known_is_named()
    {
        var synced = await SyncAsync(["npm"], new Uri("http://no-such-host.invalid/osv"));
        Assert.Contains("'no-such-host.invalid'", Assert.Single(synced).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_and_exploited_vulnerabilities_are_fetched_too()
    {
        server.Serve("/epss.csv.gz", Packed("#score_date:2026-05-29T00:00:00Z\ncve,epss,percentile\nCVE-2024-1,0.5,0.5\n"), "\"e\"");
        server.Serve("/kev.json", "{\"catalogVersion\":\"1\",\"vulnerabilities\":[{\"cveID\":\"CVE-2024-1\"}]}"u8.ToArray(), "\"k\"");
        var options = new SyncOptions { Advisories = null, Epss = new(server.Root, "epss.csv.gz"), Kev = new(server.Root, "kev.json"), Folder = Downloads };
        var synced = await new AdvisorySync(store, options, TimeProvider.System).RunAsync(said, default);
        Assert.Equal([("epss", SyncStatus.Updated), ("kev", SyncStatus.Updated)], synced.Select(s => (s.Source, s.Status)));
        Assert.Equal((1, 1), (store.Status().EpssScores, store.Status().Exploited));
    }

    private string Downloads => Path.Combine(folder, "downloads");

    private async Task<SyncedFeed> SyncAsync(CancellationToken stop = default) => Assert.Single(await SyncAsync(["npm"], stop: stop));

    private Task<IReadOnlyList<SyncedFeed>> SyncAsync(string[] ecosystems, Uri? root = null, CancellationToken stop = default) => new AdvisorySync(
        store,
        new SyncOptions { Advisories = root ?? new Uri(server.Root, "osv"), Ecosystems = ecosystems, Folder = Downloads },
        TimeProvider.System).RunAsync(said, stop);

    /// <summary>Sends a hundred bytes, and returns once they have arrived.</summary>
    private async Task SendStartAsync(HttpContext context, byte[] archive)
    {
        context.Response.Headers.ETag = "\"a\"";
        context.Response.ContentLength = archive.Length;
        await context.Response.Body.WriteAsync(archive.AsMemory(0, 100));
        await context.Response.Body.FlushAsync();
        var part = new FileInfo(Path.Combine(Downloads, "osv-npm.zip.part"));
        while (!part.Exists || part.Length < 100)
        {
            await Task.Yield();
            part.Refresh();
        }
    }

    // With bytes that do not compress, so that an archive can be cut in its middle.
    private static byte[] Archive(params string[] ids)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var id in ids)
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{id}.json").Open());
                var noise = Convert.ToHexString(SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(id)));
                entry.Write($$$"""{"id":"{{{id}}}","modified":"2024-01-01T00:00:00Z","summary":"{{{noise}}}","affected":[{"package":{"ecosystem":"npm","name":"p"}}]}""");
            }
        }
        return bytes.ToArray();
    }

    private static byte[] Packed(string text)
    {
        var bytes = new MemoryStream();
        using (var packed = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest)))
            packed.Write(text);
        return bytes.ToArray();
    }

    private sealed class Said : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value) => Lines.Add(value);
    }
}
