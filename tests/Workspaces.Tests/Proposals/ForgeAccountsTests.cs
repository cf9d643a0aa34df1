using Cortex.Hosting.Data;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Accounts;
using Microsoft.Extensions.Configuration;

namespace Cortex.Workspaces.Tests.Proposals;

public sealed class ForgeAccountsTests : IDisposable
{
    private readonly DataDirectory _data = new(Directory.CreateTempSubdirectory("cortex-accounts-").FullName);

    public void Dispose() => Directory.Delete(_data.Root, recursive: true);

    [Theory]
    [InlineData("https://github.com/acme/shop", "acme/shop")]
    [InlineData("https://github.com/acme/shop.git", "acme/shop")]
    [InlineData("https://GitHub.com/acme/shop/", "acme/shop")]
    [InlineData("http://github.com/acme/shop", null)]
    [InlineData("https://github.com:8443/acme/shop", null)]
    [InlineData("https://github.com.evil.example/acme/shop", null)]
    [InlineData("https://github.com/acme", null)]
    [InlineData("https://github.com/acme/shop/more", null)]
    [InlineData("https://github.com/../shop", null)]
    [InlineData("git@github.com:acme/shop.git", null)]
    [InlineData("/home/me/shop", null)]
    public void An_account_is_for_its_scheme_host_and_port(string location, string? repository)
    {
        var accounts = new ForgeAccounts([new ForgeSetting { Url = "https://github.com", Kind = "github", TokenVariable = "T" }]);

        Assert.Equal(repository, accounts.Repository(location)?.Repository);
    }

    [Theory]
    [InlineData("github", "https://github.com", "https://api.github.com/")]
    [InlineData("github", "https://git.example.org", "https://git.example.org/api/v3/")]
    [InlineData("gitlab", "https://example.org/gitlab", "https://example.org/gitlab/api/v4/")]
    [InlineData("gitea", "http://127.0.0.1:3000", "http://127.0.0.1:3000/api/v1/")]
    public void The_API_is_where_the_kind_has_it(string kind, string url, string api) =>
        Assert.Equal(api, ForgeAccount.Of(new ForgeSetting { Url = url, Kind = kind, TokenVariable = "T" }).Api.ToString());

    [Fact]
    public void A_host_below_a_path_and_a_nested_group_are_found()
    {
        var accounts = new ForgeAccounts([new ForgeSetting { Url = "https://example.org/gitlab", Kind = "gitlab", TokenVariable = "T" }]);

        Assert.Equal("group/sub/shop", accounts.Repository("https://example.org/gitlab/group/sub/shop.git")?.Repository);
        Assert.Null(accounts.Repository("https://example.org/other/shop"));
    }

    [Theory]
    [InlineData("bitbucket", "https://x.org", "T", "", "its kind is 'bitbucket' and not github, gitlab or gitea")]
    [InlineData("github", "ftp://x.org", "T", "", "its url is 'ftp://x.org' and not an http or https address")]
    [InlineData("github", "https://me:secret@x.org", "T", "", "its url carries credentials")]
    [InlineData("github", "https://x.org", "", "", "exactly one of tokenFile and tokenVariable")]
    [InlineData("github", "https://x.org", "T", "/f", "exactly one of tokenFile and tokenVariable")]
    public void An_entry_that_cannot_be_used_is_named(string kind, string url, string variable, string file, string reason)
    {
        var refusal = Assert.Throws<FormatException>(() => new ForgeAccounts([new ForgeSetting { Kind = kind, Url = url, TokenVariable = variable, TokenFile = file }]));

        Assert.StartsWith("Forges:0 cannot be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_in_the_data_directory_is_read_where_the_settings_have_none()
    {
        File.WriteAllText(Path.Combine(_data.Root, ForgeSettings.FileName), """{ "forges": [ { "url": "https://git.example.org", "kind": "gitea", "tokenFile": "/run/token" } ] }""");

        Assert.NotNull(ForgeSettings.Read(new ConfigurationBuilder().Build(), _data).Repository("https://git.example.org/a/b"));
        var told = new ConfigurationBuilder().AddInMemoryCollection([new("Forges:0:Url", "https://other.example.org"), new("Forges:0:Kind", "github"), new("Forges:0:TokenVariable", "T")]).Build();
        Assert.Null(ForgeSettings.Read(told, _data).Repository("https://git.example.org/a/b"));
    }

    [Theory]
    [InlineData("""{ "forges": [ { "url": "https://x.org", "kind": "gitea", "tokn": "x" } ] }""", "tokn")]
    [InlineData("""{ "forges": [ { """, "forges.json")]
    public void A_file_that_is_wrong_is_an_error_with_its_place(string text, string named)
    {
        File.WriteAllText(Path.Combine(_data.Root, ForgeSettings.FileName), text);

        Assert.Contains(named, Assert.Throws<ForgeException>(() => ForgeSettings.Read(new ConfigurationBuilder().Build(), _data)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("two\nlines", "characters that no token has")]
    [InlineData("spaced out", "characters that no token has")]
    public void A_token_that_cannot_be_one_is_refused(string text, string reason)
    {
        var file = Path.Combine(_data.Root, "token");
        File.WriteAllText(file, text);

        var refusal = Assert.Throws<ForgeException>(() => ForgeAccount.Of(new ForgeSetting { Url = "https://x.org", Kind = "gitea", TokenFile = file }).Token());

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
