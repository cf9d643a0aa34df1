using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;

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
    public void Submodules_are_named_and_not_looked_into()
    {
        var scan = _checkout.With(".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = ../lib.git\n").Scan();
        Assert.Equal("lib", scan.One(Kinds.Repository).Properties["submodules"]);
        Assert.Equal(["submodule-not-included lib"], scan.Troubles());
    }
}
