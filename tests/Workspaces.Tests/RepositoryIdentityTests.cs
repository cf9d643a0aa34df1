using Cortex.Contracts.Targets;
using Cortex.Workspaces.Targets;

namespace Cortex.Workspaces.Tests;

public sealed class RepositoryIdentityTests
{
    [Theory]
    [InlineData("https://github.com/Acme/Shop.git", "github.com/acme/shop")]
    [InlineData("https://user:secret@github.com/acme/shop/", "github.com/acme/shop")]
    [InlineData("git@github.com:acme/shop.git", "github.com/acme/shop")]
    [InlineData("ssh://git@github.com:22/acme/shop", "github.com/acme/shop")]
    [InlineData("ssh://git@git.example.org:7999/acme/Shop.git", "git.example.org:7999/acme/Shop")]
    [InlineData("https://git.example.org:443/acme/shop.git", "git.example.org/acme/shop")]
    [InlineData("https://git.example.org:8443/acme/shop.git", "git.example.org:8443/acme/shop")]
    [InlineData("/home/me/src/shop", null)]
    [InlineData("file:///home/me/src/shop.git", null)]
    [InlineData("../shop", null)]
    [InlineData("C:\\src\\shop", null)]
    public void Every_way_to_write_one_remote_gives_one_identity(string location, string? identity) =>
        Assert.Equal(identity, RepositoryIdentity.OfUrl(location));

    [Theory]
    [InlineData("/home/me/src/shop", "shop")]
    [InlineData("/home/me/src/shop.git", "shop")]
    [InlineData("file:///srv/git/shop.git/", "shop")]
    public void A_repository_without_a_remote_is_called_after_its_folder(string location, string identity) =>
        Assert.Equal(identity, RepositoryIdentity.Of(Target(location)));

    [Fact]
    public void The_remote_goes_before_the_folder_so_that_a_moved_checkout_keeps_its_identity() =>
        Assert.Equal("github.com/acme/shop", RepositoryIdentity.Of(Target("/tmp/elsewhere") with { Origin = "git@github.com:acme/shop.git" }));

    [Fact]
    public void Folders_of_the_same_name_in_one_run_are_told_apart()
    {
        var identities = RepositoryIdentity.OfAll([Target("/src/a/api"), Target("/src/b/api"), Target("/src/web")]);
        Assert.Equal(["a/api", "b/api", "web"], identities.Values.Order());
    }

    private static Target Target(string location) => new() { Name = location, Location = location, Commit = "c" };
}
