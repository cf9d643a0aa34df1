using Cortex.Cli.Samples;
using Cortex.Workspaces.Running;

namespace Cortex.Cli.Tests.Samples;

public sealed class SampleFleetTests : IDisposable
{
    private readonly Git _git = new(TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-fleet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_samples_become_repositories_with_the_same_commits_on_every_machine()
    {
        var repositories = await Fleet().PrepareAsync(_folder, default);
        Assert.Equal(
            [
                "storefront", "checkout-web", "platform", "payments", "backoffice", "gift-cards", "recommendations", "stock", "feeds", "labels",
                "invoices", "observability", "cloud", "workbench",
            ],
            repositories.Select(Path.GetFileName));
        var heads = new List<string>();
        foreach (var repository in repositories)
        {
            Assert.Empty(await AskAsync(repository, "status", "--porcelain"));
            heads.Add($"{Path.GetFileName(repository)} {await AskAsync(repository, "rev-parse", "main")}");
        }

        var approved = Path.Combine(SampleFleet.Find(AppContext.BaseDirectory)!, "../../tests/Cli.Tests/Samples/commits.approved.txt");
        if (Environment.GetEnvironmentVariable("CORTEX_APPROVE") is "1")
            await File.WriteAllLinesAsync(approved, heads);
        Assert.Equal(await File.ReadAllLinesAsync(approved), heads);
    }

    [Fact]
    public async Task A_repository_that_is_there_keeps_its_branches()
    {
        var repository = (await Fleet().PrepareAsync(_folder, default))[0];
        await AskAsync(repository, "branch", "cortex/run/change");
        await Fleet().PrepareAsync(_folder, default);
        Assert.Contains("cortex/run/change", await AskAsync(repository, "branch"));
    }

    [Fact]
    public async Task A_half_made_repository_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "storefront.draft", "src"));
        Directory.CreateDirectory(Path.Combine(_folder, "storefront", ".git"));
        var repository = (await Fleet().PrepareAsync(_folder, default))[0];
        Assert.Equal("4", await AskAsync(repository, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task What_a_build_left_in_a_sample_is_no_part_of_it()
    {
        var source = Path.Combine(_folder, "source");
        foreach (var file in Directory.EnumerateFiles(SampleFleet.Find(AppContext.BaseDirectory)!, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(source, Path.GetRelativePath(SampleFleet.Find(AppContext.BaseDirectory)!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var built in (string[])["storefront/src/Storefront.Api/bin", "checkout-web/node_modules/lodash"])
        {
            Directory.CreateDirectory(Path.Combine(source, built));
            await File.WriteAllTextAsync(Path.Combine(source, built, "left.txt"), "left");
        }

        var clean = await Fleet().PrepareAsync(Path.Combine(_folder, "a"), default);
        var built2 = await new SampleFleet(_git, source).PrepareAsync(Path.Combine(_folder, "b"), default);
        Assert.Equal(await AskAsync(clean[0], "rev-parse", "main"), await AskAsync(built2[0], "rev-parse", "main"));
        Assert.Equal(await AskAsync(clean[1], "rev-parse", "main"), await AskAsync(built2[1], "rev-parse", "main"));
    }

    private SampleFleet Fleet() => new(_git, SampleFleet.Find(AppContext.BaseDirectory)!);

    private async Task<string> AskAsync(string folder, params string[] arguments) => (await _git.RunAsync(new GitCall(arguments) { Folder = folder }, default)).Text;
}
