using System.Text;
using Cortex.Workers.Launching.Output;

namespace Cortex.Workers.Tests.Output;

public sealed class RedactedOutputTests
{
    private static readonly KnownValues Nothing = new("00.1.a-token-that-nobody-prints", [], []);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void A_secret_is_taken_out_however_it_comes_and_the_rest_stays(int piece)
    {
        var text = $"compiling\naws_access_key_id = {MadeUp.AwsKey}\n{MadeUp.KeyBegin}\n{string.Join('\n', MadeUp.KeyLines)}\n{MadeUp.KeyEnd}\nPassed!  - Failed: 0, Passed: 12\n";

        var stored = Store(text.Chunk(piece).Select(part => new string(part)));

        Assert.DoesNotContain(MadeUp.AwsKey, stored, StringComparison.Ordinal);
        Assert.All(MadeUp.KeyLines, line => Assert.DoesNotContain(line, stored, StringComparison.Ordinal));
        Assert.StartsWith("compiling\naws_access_key_id = [redacted]\n", stored, StringComparison.Ordinal);
        Assert.EndsWith($"{MadeUp.KeyEnd}\nPassed!  - Failed: 0, Passed: 12\n", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lines_of_a_key_are_taken_out_behind_what_a_tool_puts_before_them()
    {
        var lines = ((string[])[MadeUp.KeyBegin, .. MadeUp.KeyLines, MadeUp.KeyEnd, "DONE 0.4s"]).Select(line => $"#12 0.3 {line}\n");

        var stored = Store(lines);

        Assert.Equal($"#12 0.3 {MadeUp.KeyBegin}\n{string.Concat(Enumerable.Repeat("#12 0.3 [redacted]\n", MadeUp.KeyLines.Count))}#12 0.3 {MadeUp.KeyEnd}\n#12 0.3 DONE 0.4s\n", stored);
    }

    [Fact]
    public void A_key_of_PuTTY_is_taken_out()
    {
        var stored = Store([$"Public-Lines: 1\nAAAAB3NzaC1yc2E\nPrivate-Lines: {MadeUp.KeyLines.Count}\n", .. MadeUp.KeyLines.Select(line => line + "\n"), "Private-MAC: 12\nnext\n"]);

        Assert.All(MadeUp.KeyLines, line => Assert.DoesNotContain(line, stored, StringComparison.Ordinal));
        Assert.EndsWith("\nnext\n", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_names_the_begin_of_a_key_hides_nothing_after_it()
    {
        var text = $"expected {MadeUp.KeyBegin}\n{string.Concat(Enumerable.Range(0, 50).Select(i => $"step {i} of the build is done.\n"))}";

        Assert.Equal(text, Store([text]));
    }

    [Fact]
    public void A_known_value_is_taken_out_wherever_it_stands()
    {
        var known = new KnownValues("0a.1.R8s_pd0-QxT", ["plain words here", "/usr/lib/secret", "https://registry.example/", "short"], ["http://me:p%40ss@proxy:8080", "/usr/bin"]);

        var stored = Store(["0a.1.R8s_pd0-QxT and R8s_pd0-QxT, xplain words herex, /usr/lib/secret, https://registry.example/ short, p%40ss p@ss /usr/bin\n"], known);

        Assert.Equal("[redacted] and [redacted], x[redacted]x, /usr/lib/secret, https://registry.example/ short, [redacted] [redacted] /usr/bin\n", stored);
    }

    [Fact]
    public void A_line_without_an_end_is_looked_through_in_pieces_and_cut()
    {
        var fill = string.Concat(Enumerable.Repeat("lorem ipsum ", 3000));
        var stored = Store([$"{fill}{MadeUp.AwsKey} {fill}{fill}{MadeUp.AwsKey} ", .. Enumerable.Repeat(fill, 100), "\nnext line\n"]);

        Assert.DoesNotContain(MadeUp.AwsKey, stored, StringComparison.Ordinal);
        Assert.Contains("lorem ipsum [redacted] lorem ipsum", stored, StringComparison.Ordinal);
        Assert.InRange(stored.Length, 256 * 1024 - 100, 257 * 1024);
        Assert.EndsWith("more characters of this line are left out]\nnext line\n", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_known_by_a_name_on_an_earlier_line_that_is_stored_already()
    {
        var stored = Store(["- name: DB_PASSWORD\n", "  value: hV7#kq29LmZx\n"]);

        Assert.DoesNotContain("hV7#kq29LmZx", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_sequences_hide_nothing()
    {
        var plain = new PlainText();
        var bytes = Encoding.UTF8.GetBytes($"{MadeUp.AwsKey[..6]}\x1b[1;31m{MadeUp.AwsKey[6..9]}\0{MadeUp.AwsKey[9..12]}\x1b]0;title\a{MadeUp.AwsKey[12..]}\x1b(B é\r\n");

        var text = string.Concat(bytes.Select(b => plain.Read([b])));

        Assert.Equal($"{MadeUp.AwsKey} é\r\n", text);
    }

    [Fact]
    public void A_sequence_without_an_end_ends_with_its_line() =>
        Assert.Equal("a\nb\n", new PlainText().Read("a\x1b]0;title\nb\n"u8));

    [Fact]
    public void What_could_not_be_written_is_told_when_it_can_be_again()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("cortex-log-").FullName, "away");
        using var log = new LogFile(Path.Combine(folder, "log"), mostBytes: 1024);
        log.Write("lost");
        Directory.CreateDirectory(folder);

        log.Write("kept");
        log.Write(new string('x', 2000));
        log.Write("too late");
        log.Dispose();

        var stored = File.ReadAllText(Path.Combine(folder, "log"));
        Assert.Contains("[4 characters are missing here: ", stored, StringComparison.Ordinal);
        Assert.Contains("]\nkept\n[The log ends here: ", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("too late", stored, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    /// <summary>Each piece is followed by a quiet time.</summary>
    private static string Store(IEnumerable<string> pieces, KnownValues? known = null)
    {
        var stored = new StringBuilder();
        var output = new RedactedOutput(known ?? Nothing, text => stored.Append(text));
        foreach (var piece in pieces)
        {
            output.Add(piece);
            output.Quiet();
        }

        output.End();
        return stored.ToString();
    }
}
