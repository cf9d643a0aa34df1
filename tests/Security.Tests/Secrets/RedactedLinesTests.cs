using Cortex.Secrets;

namespace Cortex.Security.Tests.Secrets;

/// <summary>Secrets here are made up, and put together when the test runs.</summary>
public sealed class RedactedLinesTests
{
    private static readonly string Token = string.Concat("gh", "p_", "16C7e42F292c6912E7710c838347Ae178B4a");

    private readonly List<string> seen = [];

    [Fact]
    public void A_secret_within_a_line_is_taken_out_and_the_rest_stays_in_order()
    {
        Write("fetching", $"GITHUB_TOKEN={Token} npm publish", "done");
        Assert.Equal(["fetching", "GITHUB_TOKEN=[redacted] npm publish", "done"], seen);
    }

    [Fact]
    public void A_key_over_several_lines_is_taken_out_whole_though_errors_come_between()
    {
        var key = PrivateKey();
        var lines = new RedactedLines(seen.Add);
        lines.Add("loaded:", isError: false);
        foreach (var line in key)
        {
            lines.Add(line, isError: false);
            lines.Add("warning: still loading", isError: true);
        }
        lines.Add("signed", isError: false);
        lines.End();
        Assert.DoesNotContain(seen, line => key.Skip(1).SkipLast(1).Any(part => line.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(key.Length, seen.Count(line => line == "warning: still loading"));
        Assert.Equal(("loaded:", "signed"), (seen[0], seen[^1]));
    }

    [Fact]
    public void A_key_is_whole_when_it_is_looked_for_wherever_the_text_before_it_ends()
    {
        var key = PrivateKey();
        foreach (var before in new[] { 0, 700, 1450, 1475, 1500, 1600, 2900, 3000 })
        {
            seen.Clear();
            Write([.. Enumerable.Range(0, before).Select(i => $"line {i} of what comes before and is as long as many lines are, with nothing in it"), .. key, .. Enumerable.Range(0, 3000).Select(i => $"line {i} of what comes after")]);
            Assert.DoesNotContain(seen, line => key.Skip(1).SkipLast(1).Any(part => line.Contains(part, StringComparison.Ordinal)));
            Assert.Equal(before + 3000, seen.Count(line => line.StartsWith("line ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Lines_without_secrets_come_through_as_they_are()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => i % 7 == 0 ? "" : $"  ok {i} - the basket adds up ").ToArray();
        Write(lines);
        Assert.Equal(lines, seen);
    }

    [Fact]
    public void One_line_longer_than_all_that_is_held_back_comes_through()
    {
        var line = new string('x', 1_000_000);
        Write("a", line, "b");
        Assert.Equal(["a", line, "b"], seen);
    }

    private void Write(params string[] lines)
    {
        var redacted = new RedactedLines(seen.Add);
        foreach (var line in lines)
            redacted.Add(line, isError: false);
        redacted.End();
    }

    private static string[] PrivateKey()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem().Split('\n');
    }
}
