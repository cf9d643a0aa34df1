using Cortex.Cli.Commanding;
using Cortex.Cli.Targets;

namespace Cortex.Cli.Tests.Targets;

public sealed class TargetsTextTests
{
    [Theory]
    [InlineData("", "groups:\n  a:\n    - x\n")]
    [InlineData("# ours", "# ours\ngroups:\n  a:\n    - x")]
    [InlineData("groups:\n", "groups:\n  a:\n    - x\n")]
    [InlineData("groups:", "groups:\n  a:\n    - x")]
    [InlineData("groups:\n  a:   # the first\n    # - later\n", "groups:\n  a:   # the first\n    - x\n    # - later\n")]
    [InlineData("groups:\n  a:\n    - w # why\n\n# end\n", "groups:\n  a:\n    - w # why\n    - x\n\n# end\n")]
    [InlineData("groups:\n  a:\n  - w\n  b:\n  - z\n", "groups:\n  a:\n  - w\n  - x\n  b:\n  - z\n")]
    [InlineData("groups:\n    b:\n        - z\n        # - y\n", "groups:\n    b:\n        - z\n        # - y\n    a:\n        - x\n")]
    [InlineData("groups:\n  a:\n    - target: w\n      include: [\n        q]\n  b:\n", "groups:\n  a:\n    - target: w\n      include: [\n        q]\n    - x\n  b:\n")]
    [InlineData("groups:\r\n  a:\r\n    - w\r\n", "groups:\r\n  a:\r\n    - w\r\n    - x\r\n")]
    [InlineData("groups:\r\n  a:\r\n    - w", "groups:\r\n  a:\r\n    - w\r\n    - x")]
    public void A_target_is_added_as_a_line_and_nothing_else_changes(string text, string edited) =>
        Assert.Equal(edited, TargetsText.Add("targets.yaml", text, "a", "x"));

    [Theory]
    [InlineData("groups:\n  a:\n    - w # why\n    - x\n", "groups:\n  a:\n    - x\n")]
    [InlineData("groups:\n  a:\n    # about w\n    - w\n  b:\n    - w\n", "groups:\n  a:\n    # about w\n  b:\n    - w\n")]
    [InlineData("groups:\n  a:\n    - target: w\n      include:\n        - q\n        - r\n\n    # about x\n    - x\n", "groups:\n  a:\n\n    # about x\n    - x\n")]
    [InlineData("groups:\n  a:\n    - { target: w,\n        include: [q]\n      }\n    - x\n", "groups:\n  a:\n    - x\n")]
    [InlineData("groups:\n  a:\n    -\n      w\n    - x", "groups:\n  a:\n    - x")]
    [InlineData("groups:\r\n  a:\r\n    - x\r\n    - w\r\n", "groups:\r\n  a:\r\n    - x\r\n")]
    public void A_target_is_removed_with_all_of_its_lines_and_nothing_else_changes(string text, string edited) =>
        Assert.Equal(edited, TargetsText.Remove("targets.yaml", text, "a", "w"));

    [Theory]
    [InlineData("groups:\n  a: [w]\n")]
    [InlineData("groups: { a: [w] }\n")]
    [InlineData("groups: {}\n")]
    [InlineData("groups:\n  a: ''\n")]
    [InlineData("groups:\n  a: [\n    w\n  ]\n")]
    public void What_is_not_written_one_target_a_line_is_left_to_people(string text)
    {
        var failure = Assert.Throws<CommandFailure>(() => TargetsText.Add("targets.yaml", text, "a", "x"));

        Assert.Equal("targets.yaml is not written one target a line, and is not edited", failure.Message);
        Assert.EndsWith("or write '- x' below the group 'a' yourself.", failure.Advice);
    }

    [Fact]
    public void A_target_in_brackets_is_not_removed() =>
        Assert.Throws<CommandFailure>(() => TargetsText.Remove("targets.yaml", "groups:\n  a: [\n    w,\n    x]\n", "a", "w"));

    [Theory]
    [InlineData("a b # c")]
    [InlineData("it's")]
    [InlineData("- x")]
    [InlineData("x:")]
    [InlineData("*.d")]
    [InlineData("Übung/böse")]
    [InlineData("C:\\src")]
    [InlineData("https://git.example/team/x.git")]
    [InlineData("git@git.example:team/x.git")]
    [InlineData("~/src")]
    [InlineData(".")]
    [InlineData("...")]
    public void Any_target_is_read_as_it_was_added(string target)
    {
        var text = TargetsText.Add("targets.yaml", "groups:\n  a:\n    - w\n", "a", target);

        Assert.Equal(["w", target], TargetsFile.Parse("targets.yaml", text).Groups[0].Entries.Select(e => e.Target));
        Assert.Equal("groups:\n  a:\n    - w\n", TargetsText.Remove("targets.yaml", text, "a", target));
    }

    [Fact]
    public void A_file_does_not_grow_beyond_what_can_be_read()
    {
        var text = "groups:\n  a:\n" + string.Concat(Enumerable.Range(0, (TargetsFile.MostBytes - 100) / 12).Select(i => $"    - x{i:00000}\n"));

        var failure = Assert.Throws<CommandFailure>(() => TargetsText.Add("targets.yaml", text, "a", new string('y', 200)));

        Assert.Contains("larger than 256 KiB", failure.Message);
    }
}
