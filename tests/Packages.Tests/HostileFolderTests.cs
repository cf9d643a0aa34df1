using System.Diagnostics;
using System.Runtime.Versioning;

namespace Cortex.Packages.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class HostileFolderTests : IDisposable
{
    private const string OnePackage = """{ "dependencies": { "a": "1.0.0" } }""";
    private readonly Repository repository = new();

    [Fact]
    public void A_link_to_a_file_outside_is_reported_and_not_followed()
    {
        File.WriteAllText(Path.Combine(repository.Outside, "package.json"), OnePackage);
        File.CreateSymbolicLink(Path.Combine(repository.Root, "package.json"), "../package.json");
        Assert.Contains("link", repository.Refused().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_file_inside_is_read_where_the_file_is()
    {
        repository.Write("real/package.json", OnePackage);
        File.CreateSymbolicLink(Path.Combine(repository.Root, "package.json"), "real/package.json");
        var scan = repository.Scan();
        Assert.Equal("real/package.json", Assert.Single(scan.Packages).Path);
        Assert.Empty(scan.Unreadable);
    }

    [Fact]
    public void Folders_that_link_to_themselves_end()
    {
        repository.Write("sub/package.json", OnePackage);
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "sub", "loop"), "..");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "self.csproj"), "self.csproj");
        var scan = repository.Scan();
        Assert.Single(scan.Packages);
        Assert.Equal("self.csproj", Assert.Single(scan.Unreadable).Path);
    }

    [Fact]
    public void A_folder_that_links_outside_is_not_entered()
    {
        Directory.CreateDirectory(Path.Combine(repository.Outside, "secret"));
        File.WriteAllText(Path.Combine(repository.Outside, "secret", "package.json"), OnePackage);
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "sub"), "../secret");
        Assert.Empty(repository.Scan().Packages);
        Assert.Empty(PackageScanner.ReadFile(repository.Root, "sub/package.json").Packages);
    }

    [Theory]
    [InlineData("../outside.props")]
    [InlineData("linked.props")]
    [InlineData("/outside.props")]
    public void An_import_from_outside_is_not_followed(string import)
    {
        var outside = Path.Combine(repository.Outside, "outside.props");
        File.WriteAllText(outside, "<Project><PropertyGroup><V>6.6.6</V></PropertyGroup></Project>");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "linked.props"), outside);
        repository.Write("A.csproj", $"""
            <Project><Import Project="{import}" /><ItemGroup><PackageReference Include="A" Version="$(V)" /></ItemGroup></Project>
            """);
        Assert.Null(Assert.Single(repository.Scan().Packages).Version);
    }

    [Fact]
    public async Task A_pipe_does_not_block_the_scan()
    {
        using var mkfifo = Process.Start("mkfifo", Path.Combine(repository.Root, "package.json"));
        await mkfifo.WaitForExitAsync();
        Assert.Equal("package.json", repository.Refused().Path);
    }

    [Fact]
    public async Task Names_that_are_not_utf8_are_reported()
    {
        repository.Write("fine/package.json", OnePackage);
        var script = $"cd '{repository.Root}' && printf '{OnePackage}' > \"$(printf 'bad\\377')-x.deps.json\" && mkdir \"$(printf 'dir\\377')\"";
        using var shell = Process.Start("sh", ["-c", script]);
        await shell.WaitForExitAsync();
        var scan = repository.Scan();
        Assert.Single(scan.Packages);
        Assert.Equal(2, scan.Unreadable.Count);
        Assert.All(scan.Unreadable, unreadable => Assert.Contains("UTF-8", unreadable.Reason, StringComparison.Ordinal));
        using var cleanup = Process.Start("sh", ["-c", $"rm -r '{repository.Root}'/*"]);
        await cleanup.WaitForExitAsync();
    }

    [Theory]
    [InlineData("../package.json")]
    [InlineData("/etc/packages.config")]
    [InlineData("a/../../package.json")]
    [InlineData("missing/package.json")]
    [InlineData("README.md")]
    [InlineData("a\0b/package.json")]
    [InlineData("")]
    public void A_path_that_cannot_be_read_is_reported(string path) =>
        Assert.Single(PackageScanner.ReadFile(repository.Root, path).Unreadable);

    [Theory]
    [InlineData("node_modules")]
    [InlineData(".git")]
    [InlineData("bin")]
    [InlineData("obj")]
    [InlineData("vendor")]
    public void Vendored_code_and_build_output_are_passed_over(string folder)
    {
        repository.Write($"{folder}/package.json", OnePackage);
        repository.Write($"sub/{folder}/x/package.json", OnePackage);
        Assert.Empty(repository.Scan().Packages);
    }

    [Fact]
    public void A_root_that_is_not_there_is_the_callers_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => PackageScanner.Scan(Path.Combine(repository.Root, "missing")));

    [Fact]
    public void A_canceled_scan_ends()
    {
        repository.Write("package.json", OnePackage);
        Assert.Throws<OperationCanceledException>(() => PackageScanner.Scan(repository.Root, ct: new CancellationToken(canceled: true)));
    }

    public void Dispose() => repository.Dispose();
}
