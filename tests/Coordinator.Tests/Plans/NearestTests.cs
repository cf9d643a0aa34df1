using Cortex.Hosting.Suggestions;

namespace Cortex.Coordinator.Tests.Plans;

public class NearestTests
{
    private static readonly string[] Options = ["--plan", "--goal", "--masters", "--dry-run", "--trust", "--data", "--json"];

    [Theory]
    [InlineData("--dryrun", "--dry-run")]
    [InlineData("--DRY-RUN", "--dry-run")]
    [InlineData("--trsut", "--trust")]
    [InlineData("--master", "--masters")]
    [InlineData("--gaol", "--goal")]
    [InlineData("--colour", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_known_name_with_the_fewest_edits_is_suggested(string word, string? expected) =>
        Assert.Equal(expected, Nearest.Of(word, Options));

    [Fact]
    public void A_tie_goes_to_the_name_listed_first() => Assert.Equal("cat", Nearest.Of("rat", ["cat", "bat"]));

    [Fact]
    public void An_endless_word_is_like_nothing() => Assert.Null(Nearest.Of(new string('a', 1_000_000), ["aaaa"]));
}
