using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Owners;
using Cortex.Workspaces.Owners;

namespace Cortex.Inventory.Tests.Discovery.Owners;

public sealed class CodeOwnersTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    // The examples of GitHub's documentation.
    [Theory]
    [InlineData("*", "a/b.txt", true)]
    [InlineData("*.js", "a/b.js", true)]
    [InlineData("*.js", "a/b.jsx", false)]
    [InlineData("/build/logs/", "build/logs/x/y", true)]
    [InlineData("/build/logs/", "a/build/logs/x", false)]
    [InlineData("docs/*", "docs/a.md", true)]
    [InlineData("docs/*", "docs/deep/a.md", false)]
    [InlineData("apps/", "x/apps/y/z", true)]
    [InlineData("/docs/", "x/docs/y", false)]
    [InlineData("**/logs", "deep/down/logs/x", true)]
    [InlineData("**/logs", "logs/x", true)]
    [InlineData("/apps/github", "apps/github/x", true)]
    [InlineData("/apps/github", "apps/github2", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("src/?.cs", "src/a.cs", true)]
    [InlineData("src/a.cs", "src/aXcs", false)]
    public void Patterns_mean_what_GitHub_says(string pattern, string path, bool matches) =>
        Assert.Equal(matches, CodeOwners.Parse($"{pattern} @acme/team").For(path) is not null);

    [Fact]
    public void The_last_matching_rule_wins_and_may_name_nobody()
    {
        var owners = CodeOwners.Parse("* @all # everyone\n/api/ @api jane@example.org\n/api/generated/\n");
        Assert.Equal(["@all"], owners.For("web/a")!.Owners);
        Assert.Equal(["@api", "jane@example.org"], owners.For("api/a")!.Owners);
        Assert.Empty(owners.For("api/generated/a")!.Owners);
    }

    [Fact]
    public void Rules_that_GitHub_does_not_understand_are_skipped_and_reported()
    {
        var scan = _checkout.With("CODEOWNERS", "* @acme/all\n!x @a\n[ab].cs @a\nfoo nobody\n").Scan();
        Assert.Equal(["unreadable-owners CODEOWNERS:2", "unreadable-owners CODEOWNERS:3", "unreadable-owners CODEOWNERS:4"], scan.Troubles());
        Assert.Equal(["@acme/all"], scan.Names(Kinds.Owner));
    }

    [Fact]
    public void The_first_of_the_three_places_counts()
    {
        var scan = _checkout.With("docs/CODEOWNERS", "* @docs").With("CODEOWNERS", "* @root").With(".github/CODEOWNERS", "* @github\n/api/ @api").With("api/Dockerfile", "FROM a").Scan();
        Assert.Equal(["api/Dockerfile > @api", "shop > @github"], scan.Edges(Kinds.OwnedBy));
        Assert.Equal("codeowners", scan.One(Kinds.Repository).Properties["ownership"]);
    }

    [Fact]
    public void Without_the_file_whoever_wrote_most_is_the_owner_and_marked_as_inferred()
    {
        var history = new RepositoryHistory { Authors = GitHistory.ParseAuthors("     7\tJane <Jane@Example.org>\n     5\tJoe <joe@example.org>\n     3\tJ. Doe <jane@example.org>\n") };
        var scan = _checkout.Scan(history);
        Assert.Equal(["shop > Jane"], scan.Edges(Kinds.OwnedBy));
        Assert.Equal("true", scan.One(Kinds.Owner).Properties["inferred"]);
        Assert.Equal("inferred", scan.One(Kinds.Repository).Properties["ownership"]);
    }

    [Fact]
    public void A_repository_that_nobody_owns_says_so() => Assert.Equal("none", _checkout.Scan().One(Kinds.Repository).Properties["ownership"]);
}
