using System.Diagnostics;
using Cortex.Security.Dockerfiles;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class HostileDockerfileTests
{
    // Seconds, on a machine that has other things to do; what grows with the square takes hours.
    private const int Most = 60;

    private static readonly DockerfileDetector Detector = new(new DateOnly(2026, 1, 1));

    [Fact]
    public void A_file_of_a_million_lines_is_reported_in_time() =>
        Assert.Equal("dockerfile-too-long", Reported("FROM a:1\n" + string.Concat(Enumerable.Repeat("RUN\n", 1_000_000))));

    [Fact]
    public void A_line_of_ten_megabytes_is_reported_in_time() => Assert.Equal("file-too-large", Reported("FROM a:1\nRUN " + new string('a', 10_000_000)));

    [Fact]
    public void A_script_of_too_many_commands_is_reported_in_time() => Assert.Equal("script-too-long", Reported("FROM a:1\nRUN " + string.Concat(Enumerable.Repeat("apt-get update;", 250_000))));

    [Fact]
    public void Binary_content_is_reported()
    {
        using var looked = new LookedAt();
        Assert.Equal("unreadable-file", looked.With("Dockerfile", [0x46, 0x52, 0, 0x4F, 0x4D, 0xFF, 0xFE, 0]).By(Detector).Problems.Single().Rule);
    }

    [Theory]
    [InlineData("FROM a:1\nRUN <<EOF\napt-get update\n")]
    [InlineData("FROM a:1\nFRUN x\n")]
    public void What_no_builder_reads_is_reported(string text) => Assert.Equal("unreadable-dockerfile", Reported(text));

    [Fact]
    public void A_file_without_a_stage_is_reported_and_looked_at_all_the_same()
    {
        using var looked = new LookedAt();
        var found = looked.With("Dockerfile", "RUN sudo true\n").By(Detector);
        Assert.Equal("no-build-stage", found.Problems.Single().Rule);
        Assert.Equal("dockerfile/sudo", found.Found.Single().Rule);
    }

    [Theory]
    [InlineData("FROM a:1\nENV ", "A=$B B=$A ", 100_000)]
    [InlineData("FROM a:1\nENV ", "A_TOKEN=abcdefgh ", 200_000)]
    [InlineData("FROM a:1\nCOPY ", "a ", 1_500_000)]
    [InlineData("FROM a:1\nRUN ", "$(", 1_500_000)]
    [InlineData("FROM a:1\nRUN ", "\"'", 1_500_000)]
    [InlineData("FROM a:1\nRUN ", "<<A ", 900_000)]
    [InlineData("FROM a:1\nCMD [", "[", 2_000_000)]
    [InlineData("FROM a:1\n", "# hadolint ignore=DL3000\nUSER a\n", 900)]
    [InlineData("FROM a:1\n", "FROM a:1 AS a\n", 1_900)]
    public void Long_ones_come_to_an_end(string start, string repeated, int times)
    {
        var watch = Stopwatch.StartNew();
        using var looked = new LookedAt();
        _ = looked.With("Dockerfile", start + string.Concat(Enumerable.Repeat(repeated, times))).By(Detector).Found.Count();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, Most);
    }

    private static string Reported(string text)
    {
        var watch = Stopwatch.StartNew();
        using var looked = new LookedAt();
        var problem = looked.With("Dockerfile", text).By(Detector).Problems.First();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, Most);
        return problem.Rule;
    }
}
