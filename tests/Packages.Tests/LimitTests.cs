using System.Text;

namespace Cortex.Packages.Tests;

public sealed class LimitTests : IDisposable
{
    private readonly Repository repository = new();

    [Fact]
    public void A_file_over_the_limit_is_not_opened()
    {
        repository.Write("package.json", """{ "dependencies": { "a": "1.0.0" } }""");
        Assert.Contains("at most 10", repository.Refused(new() { MaxFileBytes = 10 }).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package.json", """{ "x": """, "[", "1", "]", "}")]
    [InlineData("package-lock.json", "", """{"dependencies":{"a":""", "{}", "}}", "")]
    [InlineData("bun.lock", """{"packages":{"a":""", "[", "1", "]", "}}")]
    [InlineData("composer.lock", """{"packages":""", "[", "1", "]", "}")]
    [InlineData("pubspec.lock", "packages: ", "{a: ", "1", "}", "")]
    [InlineData("pnpm-lock.yaml", "x: ", "[", "1", "]", "")]
    [InlineData("A.csproj", "<Project><ItemGroup>", "<a>", "", "</a>", "</ItemGroup></Project>")]
    [InlineData("B.csproj", "<Project>", "<Choose><Otherwise>", "", "</Otherwise></Choose>", "</Project>")]
    public void Nesting_over_the_limit_is_refused(string path, string head, string open, string middle, string close, string tail)
    {
        repository.Write(path, head + Repeat(open, 100_000) + middle + Repeat(close, 100_000) + tail);
        Assert.NotNull(repository.Refused(new() { MaxDepth = int.MaxValue }).Line);
        Assert.NotNull(repository.Refused().Line);
    }

    [Fact]
    public void Listing_stops_at_the_limit_and_says_so()
    {
        repository.Write("package.json", """{ "dependencies": { "a": "1.0.0", "b": "1.0.0" } }""");
        repository.Write("sub/package.json", """{ "dependencies": { "c": "1.0.0" } }""");
        var scan = repository.Scan(new() { MaxPackages = 2 });
        Assert.Equal(2, scan.Packages.Count);
        Assert.Equal("sub/package.json", Assert.Single(scan.Unreadable).Path);
    }

    [Fact]
    public void Complaints_about_one_file_stop_at_a_hundred()
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"../{n}\": \"1.0.0\""));
        repository.Write("package.json", $$"""{ "dependencies": { {{names}} } }""");
        Assert.Equal(100, repository.Scan().Unreadable.Count);
    }

    [Fact]
    public void Properties_that_double_stay_small()
    {
        var doubling = Repeat("<P>$(P)$(P)</P>", 100);
        repository.Write("A.csproj", $"""
            <Project><PropertyGroup><P>1</P>{doubling}</PropertyGroup>
            <ItemGroup><PackageReference Include="A" Version="$(P)" /></ItemGroup></Project>
            """);
        Assert.Null(Assert.Single(repository.Scan().Packages).Version);
    }

    [Fact]
    public void Many_projects_below_a_huge_import_stay_within_the_scans_limit()
    {
        repository.Write("Directory.Build.props", $"<Project><PropertyGroup>{Repeat("<P>1</P>", 90_000)}</PropertyGroup></Project>");
        for (var n = 0; n < 300; n++)
            repository.Write($"{n}/A.csproj", "<Project />");
        var scan = repository.Scan(new() { MaxScanElements = 2_000_000 });
        Assert.InRange(scan.Unreadable.Count, 200, 300);
    }

    [Fact]
    public void A_lockfile_of_fifty_megabytes_is_read()
    {
        var text = new StringBuilder("""{ "lockfileVersion": 3, "packages": { "": {}""");
        var count = 0;
        for (; text.Length < 50_000_000; count++)
        {
            text.Append($$"""
                ,
                "node_modules/package-{{count}}": {
                  "version": "1.{{count}}.0",
                  "resolved": "https://registry.example/package-{{count}}/-/package-{{count}}-1.{{count}}.0.tgz",
                  "integrity": "sha512-{{new string('x', 86)}}==",
                  "dependencies": { "package-1": "^1.0.0", "package-2": "^2.0.0" },
                  "engines": { "node": ">=10" }
                }
                """);
        }
        repository.Write("package-lock.json", text.Append("}}").ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var scan = repository.Scan();
        Assert.Equal(count, scan.Packages.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000_000);
    }

    [Fact]
    public void A_yaml_lockfile_of_fifty_megabytes_is_read()
    {
        var text = new StringBuilder("lockfileVersion: '9.0'\npackages:\n");
        var count = 0;
        for (; text.Length < 50_000_000; count++)
        {
            text.Append($"""

                  package-{count}@1.{count}.0:
                    resolution: {"{"}integrity: sha512-{new string('x', 86)}=={"}"}
                    engines: {"{"}node: '>=10'{"}"}

                """);
        }
        repository.Write("pnpm-lock.yaml", text.ToString());
        Assert.Equal(count, repository.Scan().Packages.Count);
    }

    [Fact]
    public void Aliases_of_aliases_stay_small()
    {
        var text = new StringBuilder("lockfileVersion: '9.0'\nx0: &x0 [a, a]\n");
        for (var n = 1; n < 100; n++)
            text.Append($"x{n}: &x{n} [*x{n - 1}, *x{n - 1}]\n");
        repository.Write("pnpm-lock.yaml", text.Append("packages: { a@1.0.0: { version: *x99 } }\n").ToString());
        Assert.Equal("1.0.0", Assert.Single(repository.Scan().Packages).Version);
    }

    public void Dispose() => repository.Dispose();

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
