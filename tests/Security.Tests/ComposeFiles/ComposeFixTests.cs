using Cortex.Security.ComposeFiles;
using Cortex.Security.ComposeFiles.Fixes;
using Cortex.Security.Tests.Dockerfiles;

namespace Cortex.Security.Tests.ComposeFiles;

public sealed class ComposeFixTests
{
    [Theory]
    [InlineData("services:\n  a:\n    image: x/y:1 # kept\n    security_opt:\n      - no-new-privileges:false\n", "services:\n  a:\n    image: x/y:1 # kept\n    security_opt:\n      - no-new-privileges:true\n")]
    [InlineData("services:\r\n  a:\r\n    image: x/y:1\r\n    security_opt: ['no-new-privileges=false']\r\n", "services:\r\n  a:\r\n    image: x/y:1\r\n    security_opt: ['no-new-privileges=true']\r\n")]
    public void Only_what_must_change_does(string before, string after)
    {
        var found = Assert.Single(LookedAt.Found(new ComposeDetector(), "compose.yaml", before));
        Assert.Equal(after, ComposeFixes.Fix(before, found.Rule, found.Line!.Value));
        Assert.Empty(LookedAt.Found(new ComposeDetector(), "compose.yaml", after));
    }

    [Theory]
    [InlineData("compose/privileged", "services:\n  a:\n    privileged: true\n", 3)]
    [InlineData("compose/new-privileges", "services:\n  a:\n    x: y\n", 3)]
    [InlineData("compose/new-privileges", "", 9)]
    public void Where_no_answer_is_safe_there_is_none(string rule, string text, int line) => Assert.Null(ComposeFixes.Fix(text, rule, line));
}
