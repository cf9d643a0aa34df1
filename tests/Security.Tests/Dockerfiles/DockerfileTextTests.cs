using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class DockerfileTextTests
{
    [Fact]
    public void Directives_continuations_comments_and_flags_are_read_with_their_lines()
    {
        var file = DockerfileText.Parse("""
            # syntax=docker/dockerfile:1.7
            # escape=`
            FROM --platform=$BUILDPLATFORM alpine:3.21 AS Build
            RUN --mount=type=cache,target=/a --network=none apk add `
              # within
              curl `

              git
            COPY --from=0 ["a b", "/c/"]
            """);
        Assert.Equal(("docker/dockerfile:1.7", '`'), (file.Syntax, file.Escape));
        var run = file.Stages[0].Instructions[0];
        Assert.Equal((4, 8), (run.Line, run.EndLine));
        Assert.Equal(["type=cache,target=/a", "none"], run.Flags.Select(flag => flag.Value));
        Assert.Equal(6, run.LineAt(run.Arguments.IndexOf("curl", StringComparison.Ordinal)));
        Assert.Equal(8, run.LineAt(run.Arguments.IndexOf("git", StringComparison.Ordinal)));
        Assert.Equal(["a b", "/c/"], file.Stages[0].Instructions[1].Words);
        Assert.Equal("build", file.Stage("BUILD")!.Name!.ToLowerInvariant());
        Assert.Contains((5, "within"), file.Comments);
    }

    [Fact]
    public void Here_documents_keep_their_text_and_lines()
    {
        var file = DockerfileText.Parse("FROM a:1\nRUN <<-EOF cat <<'TWO'\n\techo $A\n\tEOF\nx <<< y\nTWO\nUSER b");
        var run = file.Stages[0].Instructions[0];
        Assert.Equal([("EOF", "echo $A", 3), ("TWO", "x <<< y", 5)], run.HereDocuments.Select(d => (d.Marker, d.Text, d.Line)));
        Assert.Equal("b", file.Stages[0].Instructions[1].Arguments);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("FROM a:1\nRUN cat <<EOF\nnever", "The here-document has no end")]
    [InlineData("FROM a:1\nFORM b", "begins with no instruction")]
    public void What_the_builder_would_refuse_is_a_problem_with_its_line(string text, string reason)
    {
        var (line, said) = Assert.Single(DockerfileText.Parse(text).Problems);
        Assert.Equal(2, line);
        Assert.Contains(reason, said);
    }

    [Theory]
    [InlineData("ENV A=1 B=\"2 3\"", "A=1|B=2 3")]
    [InlineData("ENV A 1 2", "A=1 2")]
    [InlineData("ARG A", "A=")]
    [InlineData("LABEL a='x y' b=it\\ is", "a=x y|b=it is")]
    public void Pairs_are_read_in_both_forms(string text, string pairs) =>
        Assert.Equal(pairs, string.Join('|', InstructionWords.Pairs(DockerfileText.Parse(text).Instructions[0]).Select(p => $"{p.Key}={p.Value}")));

    [Fact]
    public void Instructions_without_a_stage_are_kept_apart()
    {
        var file = DockerfileText.Parse("ARG A=1\nRUN true\nONBUILD RUN false\n");
        Assert.Empty(file.Stages);
        Assert.Equal([false, true], file.Loose!.Instructions.Select(i => i.IsOnBuild));
    }
}
