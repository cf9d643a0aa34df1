using System.Text;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets;

namespace Cortex.Security.Tests.Secrets;

public sealed class SecretDetectorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-secrets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "iso-8859-1"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_secret_is_found_in_any_encoding(string encoding)
    {
        var text = ExampleText.Fill("# Schlüssel\nGITHUB_TOKEN=ghp_{base62:30}{crc32}\n");
        Write("tokens.env", [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);
        var detection = Assert.Single(Look().Found);
        Assert.Equal(("secrets/github-personal-access-token", 2), (detection.Rule, detection.Line));
    }

    [Fact]
    public void Utf16_without_a_mark_is_read_too()
    {
        Write("tokens.reg", Encoding.Unicode.GetBytes(ExampleText.Fill("\"Token\"=\"ghp_{base62:30}{crc32}\"\r\n")));
        Assert.Single(Look().Found);
    }

    [Fact]
    public void Only_the_files_of_the_shard_are_looked_at()
    {
        Write("a.env", "DB_PASSWORD={password}");
        Write("b.env", "DB_PASSWORD={password}");
        Assert.Equal(["b.env"], Look(file => file.Path == "b.env").Found.Select(d => d.Path));
    }

    [Fact]
    public void A_binary_is_no_text_and_no_problem()
    {
        Write("a.dat", [0, 1, 2, 0, 255, .. Encoding.ASCII.GetBytes(ExampleText.Fill("ghp_{base62:30}{crc32}"))]);
        Assert.Empty(Look().Found);
        Assert.Empty(Look().Problems);
    }

    [Fact]
    public void A_long_file_is_searched_to_its_end()
    {
        var filler = string.Concat(Enumerable.Repeat("INSERT INTO lines VALUES (1, 'nothing of interest');\n", 200_000));
        Write("dump.sql", Encoding.ASCII.GetBytes(filler + ExampleText.Fill("-- ghp_{base62:30}{crc32}\n")));
        Assert.Equal(200_001, Assert.Single(Look().Found).Line);
    }

    [Fact]
    public void The_subject_stays_when_lines_move()
    {
        Write("a.env", "DB_PASSWORD={password}\nDB_PASSWORD={base62:20}");
        var before = Look().Found.Select(d => (d.Subject, d.Fingerprint)).ToList();
        Write("a.env", "# one more line\n\nDB_PASSWORD={password}\nDB_PASSWORD={base62:20}");
        Assert.Equal(["DB_PASSWORD", "DB_PASSWORD #2"], before.Select(d => d.Subject));
        Assert.Equal(2, Look().Found.Count());
        Assert.Equal(before.Select(d => d.Subject), Look().Found.Select(d => d.Subject));
    }

    [Fact]
    public void A_token_with_a_wrong_checksum_weighs_less_and_says_so()
    {
        Write("a.env", "A=ghp_{base62:36}");
        var detection = Assert.Single(Look().Found);
        Assert.Equal(Cortex.Contracts.Findings.Severity.High, detection.Severity);
        Assert.Contains("does not hold", detection.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DB_PASSWORD={password} # gitleaks:allow")]
    [InlineData("DB_PASSWORD={password} # cortex:allow secrets/password opens the database of the tests only")]
    [InlineData("# cortex:allow password opens the database of the tests only\nDB_PASSWORD={password}")]
    public void A_comment_allows_a_finding_which_is_kept_with_its_reason(string text)
    {
        Write("a.env", text);
        Assert.Empty(Look().Found);
        Assert.Empty(Look().Problems);
        var allowed = Assert.Single(Look().Allowed);
        Assert.Equal(1, allowed.Line);
        Assert.Contains(text.Contains("gitleaks", StringComparison.Ordinal) ? "gitleaks:allow" : "opens the database of the tests only", allowed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_without_a_reason_allows_nothing_and_is_reported()
    {
        Write("a.env", "DB_PASSWORD={password} # cortex:allow secrets/password");
        Assert.Single(Look().Found);
        Assert.Equal("unreadable-allow", Assert.Single(Look().Problems).Rule);
    }

    [Fact]
    public void A_comment_for_another_rule_allows_nothing()
    {
        Write("a.env", "DB_PASSWORD={password} # cortex:allow secrets/private-key it is none");
        Assert.Single(Look().Found);
    }

    private void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(ExampleText.Fill(text)));

    private void Write(string path, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, path), bytes);

    private Detections Look(Func<SourceFile, bool>? takes = null)
    {
        var found = new Detections();
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, found, CancellationToken.None);
        var detector = new SecretDetector(found);
        foreach (var file in tree.Files.Where(file => takes?.Invoke(file) != false))
            detector.Look(file, (offset, into) => tree.Read(file, offset, into));
        return found;
    }
}
