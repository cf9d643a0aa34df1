using Cortex.Coordinator.Reports.Rendering.Html;

namespace Cortex.Coordinator.Tests.Reports;

public class ShellWordTests
{
    [Theory]
    [InlineData("cortex/0f8fad5b/minimist-1.2.6", "cortex/0f8fad5b/minimist-1.2.6")]
    [InlineData("a b", "'a b'")]
    [InlineData("x;rm -rf ~", "'x;rm -rf ~'")]
    [InlineData("$(touch x)", "'$(touch x)'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("--output=x", "'--output=x'")]
    [InlineData("", "''")]
    public void A_word_that_is_copied_into_a_shell_stays_one_word(string word, string expected) => Assert.Equal(expected, ShellWord.Quoted(word));
}
