using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Tests.Proposals;

public sealed class ChangedLinesTests
{
    [Theory]
    [InlineData("@@ -5 +5 @@", "@@ -5 +5 @@", 0, true)]
    [InlineData("@@ -5 +5 @@", "@@ -6 +6 @@", 0, true)]
    [InlineData("@@ -5 +5 @@", "@@ -7 +7 @@", 0, false)]
    [InlineData("@@ -5 +5 @@", "@@ -9 +9 @@", 3, true)]
    [InlineData("@@ -5 +5 @@", "@@ -10 +10 @@", 3, false)]
    [InlineData("@@ -5,0 +6 @@", "@@ -5,0 +6 @@", 0, true)]
    [InlineData("@@ -5,0 +6 @@", "@@ -9 +9 @@", 0, false)]
    [InlineData("@@ -1,9 +1,2 @@", "@@ -4 +4 @@", 0, true)]
    public void Spans_are_near_by_the_lines_between_them(string one, string other, int between, bool near)
    {
        var (a, b) = (Parse(one), Parse(other));

        Assert.Equal(near, a.Near(b, between).Count == 1);
        Assert.Equal(near, b.Near(a, between).Count == 1);
    }

    [Fact]
    public void Content_that_looks_like_a_header_is_content()
    {
        var lines = ChangedLines.Parse("diff --git a.txt a.txt\n--- a.txt\n+++ a.txt\n@@ -1 +1,2 @@\n-diff --git b.txt b.txt\n+@@ -9 +9 @@\n+x\ndiff --git c.txt c.txt\nBinary files c.txt and c.txt differ\n");

        Assert.Equal(["a.txt", "c.txt"], lines.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("new file mode 100644")]
    [InlineData("deleted file mode 100644")]
    [InlineData("Binary files a.txt and a.txt differ")]
    public void A_file_that_is_replaced_as_a_whole_is_near_to_every_change_of_it(string header) =>
        Assert.Equal(["a.txt"], ChangedLines.Parse($"diff --git a.txt a.txt\n{header}\n").Near(Parse("@@ -500 +500 @@"), 0));

    [Fact]
    public void A_number_that_is_too_large_is_no_crash() => Assert.Single(Parse("@@ -99999999999999999999 +1 @@").Files);

    private static ChangedLines Parse(string hunk) => ChangedLines.Parse($"diff --git a.txt a.txt\n--- a.txt\n+++ a.txt\n{hunk}\n");
}
