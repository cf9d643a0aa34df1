using System.Formats.Tar;
using System.IO.Compression;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Tests.Advisories;

public sealed class AdvisoryStoreTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-advisories-").FullName;
    private AdvisoryStore store = null!;

    public Task InitializeAsync()
    {
        store = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tgz")]
    public async Task A_file_a_folder_and_an_archive_are_taken_in_alike(string kind)
    {
        var import = await ImportAsync(Make(kind));
        Assert.Equal((1, 1, 0), (import.Read, import.Added, import.Failed));
        Assert.Equal("GHSA-1", Assert.Single(store.Of("npm", "left-pad")).Advisory.Id);
    }

    [Fact]
    public async Task An_older_record_does_not_replace_a_newer_one()
    {
        await ImportAsync(Write("new.json", Json("GHSA-1", "2024-02-01T00:00:00Z", "1.5.0")));
        var again = await ImportAsync(Write("old.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0")));
        Assert.Equal((0, 0, 1), (again.Added, again.Replaced, again.Unchanged));
        Assert.Equal("1.5.0", Assert.Single(store.Of("npm", "left-pad")).Affected.Ranges[0].Events[1].Version);
    }

    [Fact]
    public async Task A_newer_record_takes_the_place_of_an_older_one()
    {
        await ImportAsync(Write("old.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0")));
        Assert.Equal(1, (await ImportAsync(Write("new.json", Json("GHSA-1", "2024-02-01T00:00:00Z", "1.5.0")))).Replaced);
        Assert.Equal("1.5.0", Assert.Single(store.Of("npm", "left-pad")).Affected.Ranges[0].Events[1].Version);
    }

    [Fact]
    public async Task A_record_of_the_same_time_that_says_something_else_takes_the_place_of_the_other()
    {
        await ImportAsync(Write("one.json", Json("GHSA-1", "2024-02-01T00:00:00Z", "1.1.0")));
        Assert.Equal(1, (await ImportAsync(Write("other.json", Json("GHSA-1", "2024-02-01T00:00:00Z", "1.5.0")))).Replaced);
        Assert.Equal(1, (await ImportAsync(Write("other.json", Json("GHSA-1", "2024-02-01T00:00:00Z", "1.5.0")))).Unchanged);
        Assert.Equal("1.5.0", Assert.Single(store.Of("npm", "left-pad")).Affected.Ranges[0].Events[1].Version);
    }

    [Theory]
    [InlineData("[{0},\n{1},{{\"id\":7}}]")]
    [InlineData("{{\"vulns\":[{0},{1},7]}}")]
    public async Task A_list_of_records_is_taken_in_record_by_record(string list)
    {
        var import = await ImportAsync(Write("list.json", string.Format(list, Json("GHSA-1", "2024-02-01T00:00:00Z", "1.1.0"), Json("GHSA-2", "2024-02-01T00:00:00Z", "1.1.0"))));
        Assert.Equal((3, 2, 1), (import.Read, import.Added, import.Failed));
        Assert.Equal("#2", Assert.Single(import.Unreadable).File[^2..]);
    }

    [Fact]
    public async Task A_withdrawn_record_is_counted_and_says_nothing()
    {
        var import = await ImportAsync(Write("a.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0").Replace("\"id\"", "\"withdrawn\":\"2024-03-01T00:00:00Z\",\"id\"", StringComparison.Ordinal)));
        Assert.Equal(1, import.Withdrawn);
        Assert.Empty(store.Of("npm", "left-pad"));
        Assert.Equal(1, store.Status().Withdrawn);
    }

    [Fact]
    public async Task What_cannot_be_read_is_listed_and_the_rest_is_taken_in()
    {
        var mixed = Directory.CreateDirectory(Path.Combine(folder, "mixed")).FullName;
        File.WriteAllText(Path.Combine(mixed, "a.json"), Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0"));
        File.WriteAllText(Path.Combine(mixed, "b.json"), "{");
        File.WriteAllText(Path.Combine(mixed, "c.json"), Json("GHSA-3", "2024-01-01T00:00:00Z", "1.1.0").Replace("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "CVSS:3.1/AV:Z", StringComparison.Ordinal));
        var import = await ImportAsync(mixed);
        Assert.Equal((3, 2, 1), (import.Read, import.Added, import.Failed));
        Assert.Equal([("b.json", null), ("c.json", "GHSA-3")], import.Unreadable.Select(u => (u.File, u.Advisory)).Order());
    }

    [Theory]
    [InlineData("PyPI", "Flask_SQLAlchemy", "flask-sqlalchemy")]
    [InlineData("NuGet", "Newtonsoft.Json", "newtonsoft.json")]
    [InlineData("Packagist", "Symfony/HTTP-Kernel", "symfony/http-kernel")]
    [InlineData("crates.io", "serde_yaml", "serde-yaml")]
    [InlineData("Go", "github.com/Sirupsen/logrus", "github.com/sirupsen/logrus")]
    [InlineData("SwiftURL", "https://github.com/apple/swift-nio.git", "github.com/apple/swift-nio")]
    [InlineData("GitHub Actions", "github/codeql-action", "github/codeql-action/init")]
    [InlineData("Hex", "Plug", "plug")]
    public async Task A_name_is_found_however_its_ecosystem_lets_it_be_spelled(string ecosystem, string written, string asked)
    {
        await ImportAsync(Write("a.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0").Replace("\"npm\"", $"\"{ecosystem}\"", StringComparison.Ordinal).Replace("left-pad", written, StringComparison.Ordinal)));
        Assert.Single(store.Of(ecosystem, asked));
    }

    [Theory]
    [InlineData("npm", "JSONStream", "jsonstream")]
    [InlineData("Go", "github.com/a/b", "github.com/a/b/v2")]
    [InlineData("Maven", "org.a:b", "org.a:B")]
    public async Task Names_that_an_ecosystem_tells_apart_stay_apart(string ecosystem, string written, string asked)
    {
        await ImportAsync(Write("a.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0").Replace("\"npm\"", $"\"{ecosystem}\"", StringComparison.Ordinal).Replace("left-pad", written, StringComparison.Ordinal)));
        Assert.Single(store.Of(ecosystem, written));
        Assert.Empty(store.Of(ecosystem, asked));
    }

    [Fact]
    public async Task An_advisory_comes_back_as_it_was_read()
    {
        await ImportAsync(Write("a.json", """
            {"id":"GHSA-1","modified":"2024-01-01T00:00:00Z","published":"2023-01-01T00:00:00Z","aliases":["CVE-2024-1"],"summary":"It leaks","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
             "database_specific":{"severity":"HIGH"},"affected":[{"package":{"ecosystem":"Debian:12","name":"p"},"versions":["1.0","1.1"],
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2"}]},{"type":"X"}]}]}
            """));
        var (advisory, affected) = Assert.Single(store.Of("Debian", "p"));
        Assert.Equal(("GHSA-1", "It leaks", "HIGH", 2023), (advisory.Id, advisory.Summary, advisory.Rating, advisory.Published!.Value.Year));
        Assert.Equal(["CVE-2024-1"], advisory.Aliases);
        Assert.Single(advisory.Vectors);
        Assert.Equal(("Debian", "12", "p"), (affected.Ecosystem, affected.Release, affected.Name));
        Assert.Equal(["1.0", "1.1"], affected.Versions);
        Assert.Equal([RangeType.Ecosystem, RangeType.Unknown], affected.Ranges.Select(r => r.Type));
        Assert.Equal([new(RangeEventKind.Introduced, "0"), new(RangeEventKind.Fixed, "1.2")], affected.Ranges[0].Events);
    }

    [Fact]
    public async Task A_file_that_an_older_version_laid_out_is_set_up_anew_and_says_so()
    {
        var old = Path.Combine(folder, "old.db");
        await using (var before = Store.Open(new StoreOptions { Path = old }, [new StoreSchema("advisories", 1, "CREATE TABLE advisories (id TEXT)")], TimeProvider.System))
        {
        }
        await using var now = AdvisoryStore.Open(old, TimeProvider.System);
        Assert.Contains("laid out by an older version", now.Rebuilt, StringComparison.Ordinal);
        Assert.Equal(0, now.Status().Advisories);
        Assert.Null(store.Rebuilt);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_kept()
    {
        var newer = Path.Combine(folder, "newer.db");
        await using (var before = Store.Open(new StoreOptions { Path = newer }, [new StoreSchema("advisories", 99, "CREATE TABLE advisories (id TEXT)")], TimeProvider.System))
        {
        }
        Assert.Contains("another version", Assert.Throws<StoreException>(() => AdvisoryStore.Open(newer, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(newer));
    }

    [Fact]
    public async Task One_damaged_entry_of_an_archive_does_not_cost_the_others()
    {
        var path = Path.Combine(folder, "damaged.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var id in new[] { "GHSA-1", "GHSA-2" })
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{id}.json", CompressionLevel.Optimal).Open());
                entry.Write(Json(id, "2024-01-01T00:00:00Z", "1.1.0"));
            }
        }
        var bytes = File.ReadAllBytes(path);
        // The first entry's data begins behind its header of 30 bytes and its name.
        for (var at = 45; at < 75; at++)
            bytes[at] = 0xFF;
        File.WriteAllBytes(path, bytes);
        var import = await ImportAsync(path);
        Assert.Equal((2, 1, 1), (import.Read, import.Added, import.Failed));
        Assert.Equal("GHSA-1.json", Assert.Single(import.Unreadable).File);
    }

    [Fact]
    public async Task An_entry_that_unpacks_to_more_than_a_record_has_is_left_out()
    {
        var path = Path.Combine(folder, "bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("bomb.json", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 20; megabyte++)
                entry.Write(zeros);
        }
        Assert.Contains("larger than 16 MB", Assert.Single((await ImportAsync(path)).Unreadable).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_can_leave_nothing_outside()
    {
        var path = Path.Combine(folder, "evil.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("../../escaped.json").Open()))
            entry.Write(Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0"));
        Assert.Equal(1, (await ImportAsync(path)).Added);
        Assert.False(File.Exists(Path.GetFullPath(Path.Combine(folder, "../../escaped.json"))));
    }

    [Fact]
    public async Task A_broken_archive_is_an_error_that_names_it()
    {
        var broken = Write("broken.zip", "PK no more");
        await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(broken));
    }

    [Fact]
    public async Task The_status_says_what_is_there_and_how_old_it_is()
    {
        await ImportAsync(Write("a.json", Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0")));
        var status = store.Status();
        Assert.Equal((1, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)), (status.Advisories, status.Newest));
        Assert.Equal(("npm", 1, 1), status.Ecosystems.Select(e => (e.Ecosystem, e.Advisories, e.Packages)).Single());
        Assert.Equal(("test", 1), status.Imports.Select(i => (i.Source, i.Records)).Single());
        Assert.Equal("1 advisories of 1 ecosystems (test), taken in 3 days ago, the newest of 2024-01-01", status.Describe(status.Imports[0].Imported.AddDays(3)));
    }

    private Task<AdvisoryImport> ImportAsync(string path) => store.ImportAsync(path, "test", null, CancellationToken.None);

    private string Make(string kind)
    {
        var inside = Directory.CreateDirectory(Path.Combine(folder, "set", "deep")).FullName;
        File.WriteAllText(Path.Combine(inside, "GHSA-1.json"), Json("GHSA-1", "2024-01-01T00:00:00Z", "1.1.0"));
        File.WriteAllText(Path.Combine(inside, "README.md"), "not one");
        var set = Path.Combine(folder, "set");
        var archive = Path.Combine(folder, "set." + kind);
        switch (kind)
        {
            case "file":
                return Path.Combine(inside, "GHSA-1.json");
            case "folder":
                return set;
            case "zip":
                ZipFile.CreateFromDirectory(set, archive);
                return archive;
            case "tar":
                TarFile.CreateFromDirectory(set, archive, includeBaseDirectory: false);
                return archive;
            default:
                using (var file = File.Create(archive))
                using (var packed = new GZipStream(file, CompressionLevel.Fastest))
                    TarFile.CreateFromDirectory(set, packed, includeBaseDirectory: false);
                return archive;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Json(string id, string modified, string fix) => $$"""
        {"id":"{{id}}","modified":"{{modified}}","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
         "affected":[{"package":{"ecosystem":"npm","name":"left-pad"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"{{fix}}"}]}]}]}
        """;
}
