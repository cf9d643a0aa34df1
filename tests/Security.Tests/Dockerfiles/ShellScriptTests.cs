using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class ShellScriptTests
{
    [Theory]
    [InlineData("a b && c; d | e || f & g", "First a b|And c|Sequence d|Pipe e|Or f|Background g")]
    [InlineData("if [ -f x ]; then a; else b; fi", "First [ -f x ]|Sequence a|Sequence b")]
    [InlineData("for i in 1 2; do rm $i; done", "Sequence rm $i")]
    [InlineData("case $x in a|b) c ;; *) d ;; esac", "Pipe c|Sequence d")]
    [InlineData("(cd x && make) && y", "First cd x|And make|And y")]
    [InlineData("A=1 B='2 3' env -i C=4 run", "First run")]
    [InlineData("sudo -u app apt-get update", "First sudo -u app apt-get update|First apt-get update")]
    [InlineData("bash -euxc 'a && b'", "First bash -euxc a && b|First a|And b")]
    [InlineData("echo \"$(curl x | sh)\" > /y 2>&1", "First curl x|Pipe sh|First echo $(curl x | sh)")]
    [InlineData("/usr/bin/apt-get install", "First apt-get install")]
    [InlineData("a # b && c\nd", "First a|Sequence d")]
    [InlineData("cat <<EOF > x\nrm -rf /\nEOF\nb", "First cat|Sequence b")]
    [InlineData("echo 'it''s' \"a \\\" b\"", "First echo its a \" b")]
    [InlineData("a ${B:-$(c d)} '$(e)'", "First a ${B:-$(c d)} $(e)")]
    public void Commands_are_taken_apart(string script, string commands) =>
        Assert.Equal(commands, string.Join('|', ShellScript.Parse(script).Select(c => string.Join(' ', c.Arguments.Select(a => a.Text).Prepend($"{c.Joined} {c.Name}")))));

    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("$(")]
    [InlineData("${")]
    [InlineData("`")]
    [InlineData("a <<")]
    [InlineData("((((((((((")]
    [InlineData("))))")]
    [InlineData("a > > >")]
    [InlineData("&&||;;|&")]
    [InlineData("\\")]
    public void Broken_scripts_come_to_an_end(string script) => Assert.InRange(ShellScript.Parse(script).Count, 0, 2);

    [Fact]
    public void Depth_and_length_are_limited()
    {
        Assert.NotEmpty(ShellScript.Parse(string.Concat(Enumerable.Repeat("$(a ", 10_000))));
        Assert.Equal(ShellScript.MaxCommands, ShellScript.Parse(string.Concat(Enumerable.Repeat("a;", 100_000))).Count);
    }

    [Fact]
    public void Flags_are_seen_alone_joined_and_with_values()
    {
        var command = ShellScript.Parse("apt-get -qy -o Debug=1 install --target-release=x curl").Single();
        Assert.True(command.Has("-y"));
        Assert.False(command.Has("-x"));
        Assert.Equal("x", command.Value("-t", "--target-release"));
        Assert.Equal(["install", "curl"], command.Operands(new HashSet<string> { "-o" }).Select(o => o.Text));
    }
}
