using System.Diagnostics;
using System.Text;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Files;

/// <summary>Repositories that mean harm, or were just unlucky.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Links_out_of_the_tree_in_circles_and_to_nowhere_are_not_followed_and_reported()
    {
        using var outside = new Checkout().With("Dockerfile", "FROM stolen:1");
        var scan = _checkout.With("real/Dockerfile", "FROM a:1")
            .WithLink("abs", outside.Folder).WithLink("rel", "../" + Path.GetFileName(outside.Folder)).WithLink("Dockerfile", outside.Folder + "/Dockerfile")
            .WithLink("real/loop", "..").WithLink("a", "b").WithLink("b", "a").WithLink("dangling", "nothing")
            .WithLink("fine", "real/Dockerfile").WithLink("finefolder", "real").Scan();
        Assert.Equal(["Dockerfile", "a", "abs", "b", "dangling", "real/loop", "rel"], scan.Findings.Select(f => f.Path));
        Assert.All(scan.Findings, f => Assert.Equal("link-not-followed", f.Rule));
        Assert.Equal(["docker.io/library/a:1"], scan.Names(Kinds.Image));
    }

    [Fact]
    public void A_link_that_the_checkout_holds_as_text_is_still_a_link()
    {
        var links = GitHistory.ParseLinks("100644 1 0\ta.txt\0120000 2 0\tout\0120000 3 0\tin\0");
        var scan = _checkout.With("a.txt", "a").With("out", "/etc/passwd").With("in", "a.txt").Scan(new RepositoryHistory { Links = links });
        Assert.Equal(["link-not-followed out"], scan.Troubles());
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_reported()
    {
        // Only a shell can make such a name.
        using (var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf 'FROM a' > \"$(printf 'caf\\351.Dockerfile')\""]) { WorkingDirectory = _checkout.Folder })!)
            shell.WaitForExit();
        var scan = _checkout.Scan();
        Assert.Equal(["name-not-utf8 caf\uFFFD.Dockerfile"], scan.Troubles());
    }

    [Fact]
    public void A_file_of_a_gigabyte_is_not_read()
    {
        foreach (var name in (string[])["big.cs", "Dockerfile", "package-lock.json", "big.yaml", ".github/workflows/ci.yml", "CODEOWNERS"])
        {
            _checkout.With(name, "");
            using var file = File.OpenWrite(Path.Combine(_checkout.Folder, name));
            file.SetLength(1L << 30);
        }

        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var scan = _checkout.Scan();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        Assert.True(GC.GetTotalAllocatedBytes() - before < 64 << 20, "read too much");
        Assert.Equal(
            ["file-too-large .github/workflows/ci.yml", "file-too-large CODEOWNERS", "file-too-large Dockerfile", "unreadable-manifest package-lock.json"],
            scan.Troubles());
    }

    [Fact]
    public void A_lockfile_of_fifty_megabytes_is_read()
    {
        var text = new StringBuilder("""{ "name": "a", "lockfileVersion": 3, "packages": { "": { "name": "a" }""");
        var padding = new string('x', 300);
        for (var i = 0; text.Length < 50_000_000; i++)
            text.Append($", \"node_modules/p{i}\": {{ \"version\": \"1.0.{i}\", \"integrity\": \"{padding}\" }}");
        var watch = Stopwatch.StartNew();
        var scan = _checkout.With("package.json", """{ "name": "a" }""").With("package-lock.json", text.Append("}}").ToString()).Scan();
        Assert.True(scan.Urns(Kinds.Package).Count > 100_000);
        Assert.Empty(scan.Troubles());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_hundred_thousand_files_take_a_reasonable_time()
    {
        for (var folder = 0; folder < 100; folder++)
        {
            Directory.CreateDirectory(Path.Combine(_checkout.Folder, $"d{folder}"));
            for (var file = 0; file < 1000; file++)
                File.WriteAllText(Path.Combine(_checkout.Folder, $"d{folder}", $"f{file}.cs"), "class A;\n");
        }

        var watch = Stopwatch.StartNew();
        var scan = _checkout.Scan();
        Assert.Equal("100000", scan.One(Kinds.Repository).Properties["files"]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Too_many_files_make_a_partial_scan()
    {
        for (var i = 0; i < 20; i++)
            _checkout.With($"d{i}/a.cs", "");
        var scan = _checkout.Scan(limits: new TreeLimits { MaxFiles = 5 });
        Assert.Equal("partial", scan.One(Kinds.Repository).Properties[TargetScan.ScanProperty]);
        Assert.Equal(["too-many-files ."], scan.Troubles());
    }

    [Fact]
    public void Broken_JSON_and_XML_are_reported_once_with_their_line()
    {
        var scan = _checkout.With("package.json", "{\n  \"name\": \"a\",\n  oops\n}").With("a.csproj", "<Project>\n<oops>\n</Project>").Scan();
        Assert.Equal(["unreadable-manifest a.csproj:3", "unreadable-manifest package.json:3"], scan.Troubles());
        Assert.All(scan.Findings, f => Assert.NotEmpty(f.Title));
    }

    [Fact]
    public void A_discovery_that_breaks_leaves_the_others_and_makes_the_scan_partial()
    {
        var record = new ScanRecord("shop", "shop", TreeLimits.Default);
        RepositoryScan.Run(record, "things", () => throw new InvalidOperationException("boom."));
        record.DescribeRepository("shop", []);
        var scan = record.ToScan();
        Assert.Equal(["discovery-failed ."], scan.Troubles());
        Assert.Equal("partial", scan.One(Kinds.Repository).Properties[TargetScan.ScanProperty]);
    }

    [Fact]
    public void UTF16_without_a_mark_is_text()
    {
        File.WriteAllBytes(Path.Combine(_checkout.Folder, "package.json"), Encoding.Unicode.GetBytes("""{ "name": "wide" }"""));
        Assert.Equal(["wide"], _checkout.Scan().Names(Kinds.Project));
    }

    [Fact]
    public void Half_a_surrogate_pair_breaks_nothing()
    {
        var scan = _checkout.With("package.json", """{ "name": "a\uD800", "scripts": { "\uDC00": "x" } }""").With("Dockerfile", "FROM a:1\n").Scan();
        Assert.Equal(["docker.io/library/a:1"], scan.Names(Kinds.Image));
    }

    [Fact]
    public void External_entities_are_refused()
    {
        using var outside = new Checkout().With("secret", "stolen");
        var scan = _checkout.With("a.csproj",
            $"<!DOCTYPE p [<!ENTITY x SYSTEM \"file://{outside.Folder}/secret\">]>\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AssemblyName>&x;</AssemblyName></PropertyGroup></Project>").Scan();
        Assert.Equal(["unreadable-manifest a.csproj:1"], scan.Troubles());
        Assert.Empty(scan.Urns(Kinds.Project));
    }

    [Fact]
    public void An_alias_bomb_is_refused_and_costs_nothing()
    {
        var bomb = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\nl0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append($"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");
        var watch = Stopwatch.StartNew();
        var scan = _checkout.With("bomb.yaml", bomb.ToString()).With(".gitlab-ci.yml", bomb.ToString())
            .With("deep.yaml", "apiVersion: v1\nkind: ConfigMap\nx: " + new string('[', 100_000)).Scan();
        Assert.Equal(["unreadable-yaml .gitlab-ci.yml:9", "unreadable-yaml bomb.yaml:9", "unreadable-yaml deep.yaml:3"], scan.Troubles());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_lockfile_version_from_the_future_is_reported() =>
        Assert.Equal(
            ["unreadable-manifest package-lock.json"],
            _checkout.With("package.json", """{ "name": "a" }""").With("package-lock.json", """{ "name": "a", "lockfileVersion": 99 }""").Scan().Findings.Select(f => $"{f.Rule} {f.Path}"));

    [Fact]
    public void A_pointer_of_LFS_is_not_taken_for_the_file()
    {
        const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
        var scan = _checkout.With("package.json", Pointer).With("Dockerfile", Pointer).With("logo.png", Pointer).Scan();
        Assert.Equal(["lfs-pointer Dockerfile:1", "lfs-pointer package.json:1"], scan.Troubles());
    }

    [Fact]
    public void Pipes_are_not_waited_for()
    {
        using (var mkfifo = Process.Start(new ProcessStartInfo("mkfifo", ["Dockerfile", "a.cs", "package.json", "x.yaml"]) { WorkingDirectory = _checkout.Folder })!)
            mkfifo.WaitForExit();
        Assert.NotEmpty(_checkout.Scan().Assets);
    }

    [Fact]
    public void Keys_of_findings_do_not_move_with_lines_and_are_distinct()
    {
        var first = _checkout.With("CODEOWNERS", "!a @x\n!b @x\n").Scan();
        var second = _checkout.With("CODEOWNERS", "# more\n\n!a @x\n!b @x\n").Scan();
        Assert.Equal(first.Findings.Select(f => f.Key), second.Findings.Select(f => f.Key));
        Assert.Equal(2, first.Findings.Select(f => f.Key).Distinct().Count());
    }
}
