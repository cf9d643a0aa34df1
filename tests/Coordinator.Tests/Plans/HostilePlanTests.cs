using Cortex.Coordinator.Plans;
using CsCheck;

namespace Cortex.Coordinator.Tests.Plans;

/// <summary>A plan may come from anyone: whatever it is, it is read in bounded time and answered with remarks.</summary>
public class HostilePlanTests
{
    private static readonly string BuiltIn = PlanReader.BuiltInText("full-orchestration");

    [Fact]
    public void A_mutilated_plan_is_remarked_on_and_never_throws()
    {
        string[] marks = ["{", "}", "[", "]", ": ", "- ", "&a ", "*a", "!x ", "|", ">", "\t", "\n", "\"", "'", "? ", "#", "%", "---\n", "...", "\0", "\uFEFF", "<<: "];
        var edit = Gen.Select(
            Gen.Int[0, BuiltIn.Length],
            Gen.Int[0, 40],
            Gen.OneOf(Gen.Int[0, marks.Length - 1].Select(i => marks[i]), Gen.String[0, 12]));
        edit.Array[1, 6].Sample(
            edits =>
            {
                var text = edits.Aggregate(BuiltIn, (yaml, e) =>
                {
                    var start = Math.Min(e.Item1, yaml.Length);
                    return string.Concat(yaml.AsSpan(0, start), e.Item3, yaml.AsSpan(Math.Min(yaml.Length, start + e.Item2)));
                });
                var reading = PlanReader.Read(text, "plan.yaml");
                var failed = reading.Remarks.Any(r => r.Severity == RemarkSeverity.Error);
                return failed == (reading.Plan is null)
                    && reading.Remarks.All(r => r is { Line: >= 1, Column: >= 1 } && r.Message.Length < 500 && !r.Message.Any(char.IsControl));
            },
            iter: 5_000);
    }

    [Theory]
    [InlineData("schema: cortex.plan/1\nname: ", "")]
    [InlineData("", "[")]
    [InlineData("a: ", "{ a: ")]
    [InlineData("", "- ")]
    [InlineData("", "? ")]
    public void Depth_is_limited(string start, string level)
    {
        var reading = PlanReader.Read(start + string.Concat(Enumerable.Repeat(level, 20_000)), "plan.yaml");

        Assert.Null(reading.Plan);
        Assert.NotEmpty(reading.Remarks);
    }

    [Fact]
    public void Size_is_limited()
    {
        var remark = Assert.Single(PlanReader.Read(new string('#', 300 * 1024), "plan.yaml").Remarks);

        Assert.Equal("a plan has at most 256 KiB; this one has 300 KiB", remark.Message);
    }

    [Fact]
    public void The_number_of_values_is_limited()
    {
        var reading = PlanReader.Read($"a: [{string.Join(',', Enumerable.Repeat('x', 20_000))}]", "plan.yaml");

        Assert.Equal("a plan has at most 10000 values; the rest was not read", Assert.Single(reading.Remarks).Message);
    }

    [Fact]
    public void The_number_of_remarks_is_limited_and_the_rest_is_counted()
    {
        var reading = PlanReader.Read(string.Concat(Enumerable.Range(0, 3000).Select(i => $"key{i}: 1\n")), "plan.yaml");

        Assert.Equal(101, reading.Remarks.Count);
        Assert.Equal("2907 more remarks are left out", reading.Remarks[^1].Message);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_read()
    {
        Assert.NotNull(PlanReader.Read("\uFEFF" + BuiltIn.ReplaceLineEndings("\r\n"), "plan.yaml").Plan);
    }
}
