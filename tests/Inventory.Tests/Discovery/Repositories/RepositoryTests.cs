using System.Diagnostics;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Workspaces.Running;

namespace Cortex.Inventory.Tests.Discovery.Repositories;

public sealed class RepositoryTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_repository_knows_its_branch_languages_licence_and_history()
    {
        var history = new RepositoryHistory { Commits = 3, LastActivity = "2025-01-02T03:04:05Z" };
        var repository = _checkout.With("a.cs", "one\ntwo").With("b.cs", "three\n").With("readme.md", new string('\n', 50))
            .With("LICENSE", "Apache License\nVersion 2.0, January 2004").Scan(history).One(Kinds.Repository);
        Assert.Equal("urn:cortex:repository:git.example.org/acme/shop", repository.Urn);
        Assert.Equal("shop", repository.Name);
        Assert.Equal("main", repository.Properties["defaultBranch"]);
        Assert.Equal("C#", repository.Properties["mainLanguage"]);
        Assert.Equal("Markdown 50 lines in 1 files, C# 3 lines in 2 files", repository.Properties["languages"]);
        Assert.Equal("Apache-2.0", repository.Properties["license"]);
        Assert.Equal("LICENSE", repository.Properties["licenseFile"]);
        Assert.Equal("3", repository.Properties["commits"]);
        Assert.Equal("2025-01-02T03:04:05Z", repository.Properties["lastActivity"]);
    }

    [Fact]
    public async Task Activity_is_counted_back_from_the_newest_commit()
    {
        foreach (var date in (string[])["2020-01-01T00:00:00Z", "2020-03-05T00:00:00Z", "2020-05-30T12:00:00Z"])
        {
            _checkout.With("a.cs", date);
            await GitAsync(date, date == "2020-01-01T00:00:00Z" ? "init" : "status");
            await GitAsync(date, "add", "a.cs");
            await GitAsync(date, "commit", "--quiet", "--message", date);
        }

        var history = await GitHistory.ReadAsync(new Git(TimeProvider.System), _checkout.Folder, CancellationToken.None);
        Assert.Equal((3, 2, "2020-05-30T12:00:00Z"), (history.Commits, history.RecentCommits, history.LastActivity));
        Assert.Equal("2", _checkout.Scan(history).One(Kinds.Repository).Properties["commitsIn90Days"]);
    }

    private async Task GitAsync(string date, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", .. arguments])
        {
            WorkingDirectory = _checkout.Folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["GIT_COMMITTER_DATE"] = date, ["GIT_AUTHOR_DATE"] = date },
        };
        using var git = Process.Start(start)!;
        await git.WaitForExitAsync();
        Assert.Equal(0, git.ExitCode);
    }

    [Fact]
    public void Submodules_are_named_and_not_looked_into()
    {
        var scan = _checkout.With(".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = ../lib.git\n").Scan();
        Assert.Equal("lib", scan.One(Kinds.Repository).Properties["submodules"]);
        Assert.Equal(["submodule-not-included lib"], scan.Troubles());
    }
}
