using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Matching.Tags;
using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Matching.Tags;

public sealed class PinnedTagsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-tags-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("- uses: actions/checkout@v4", "actions/checkout", "v4")]
    [InlineData("  uses: \"tj-actions/changed-files@v45.0.7\"", "tj-actions/changed-files", "v45.0.7")]
    [InlineData("- uses: github/codeql-action/init@v3", "github/codeql-action", "v3")]
    [InlineData("- uses: acme/flows/.github/workflows/build.yml@1.2.3", "acme/flows", "1.2.3")]
    [InlineData("- uses: actions/cache@0c45773b623bea8c8e75f6c82b208c3cf94ea4f9 # v4.0.2", "actions/cache", "v4.0.2")]
    [InlineData("- uses: actions/cache@0c45773b623bea8c8e75f6c82b208c3cf94ea4f9", "actions/cache", "0c45773b623bea8c8e75f6c82b208c3cf94ea4f9")]
    [InlineData("- uses: acme/tool@main # for now", "acme/tool", null)]
    public void An_action_is_listed_with_what_it_is_pinned_to(string line, string name, string? version)
    {
        Write(".github/workflows/ci.yml", $"jobs:\n  build:\n    steps:\n      {line}\r\n");
        var found = Assert.Single(Of());
        Assert.Equal((name, version, 4), (found.Name, found.Version, found.Line));
    }

    [Theory]
    [InlineData("- uses: ./local/action")]
    [InlineData("- uses: docker://alpine:3.8")]
    [InlineData("# - uses: actions/checkout@v4")]
    [InlineData("- run: echo 'uses: actions/checkout@v4'")]
    public void What_is_no_action_of_another_repository_is_not_listed(string line)
    {
        Write(".github/workflows/ci.yml", line);
        Assert.Empty(Of());
    }

    [Theory]
    [InlineData("""{"version":2,"pins":[{"identity":"swift-nio","location":"https://github.com/apple/swift-nio.git","state":{"revision":"a","version":"2.60.0"}}]}""")]
    [InlineData("""{"version":1,"object":{"pins":[{"package":"swift-nio","repositoryURL":"https://github.com/apple/swift-nio","state":{"branch":null,"version":"2.60.0"}}]}}""")]
    public void Swift_packages_are_listed_from_every_version_of_the_lockfile(string text)
    {
        Write("App/Package.resolved", text);
        var found = Assert.Single(Of());
        Assert.Equal(("github.com/apple/swift-nio", "2.60.0", "pkg:swift/github.com/apple/swift-nio@2.60.0"), (found.Name, found.Version, found.Purl));
    }

    [Fact]
    public void A_broken_lockfile_is_told()
    {
        Write("Package.resolved", "{\n\"pins\": [");
        var problems = new Detections();
        Assert.Empty(Of(problems));
        Assert.Equal("Package.resolved", Assert.Single(problems.Problems).Path);
    }

    private IReadOnlyList<Packages.PackageOccurrence> Of(Detections? problems = null) => PinnedTags.Of(
        SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, problems ?? new Detections(), default), problems ?? new Detections(), default);

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
