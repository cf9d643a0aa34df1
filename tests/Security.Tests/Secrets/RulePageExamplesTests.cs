using Cortex.Documents.Pages;
using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets;

namespace Cortex.Security.Tests.Secrets;

/// <summary>Each page's examples are the tests of its rule.</summary>
public sealed class RulePageExamplesTests
{
    private static readonly IReadOnlyList<RulePage> Pages = [.. RulePages.All.Where(page => page.Id.StartsWith(SecretRules.Family, StringComparison.Ordinal))];

    public static TheoryData<string> Ids => [.. Pages.Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_bad_example_is_a_finding_of_its_rule_and_of_no_other(string id)
    {
        Assert.NotEmpty(RulePages.Of(id).Bad);
        foreach (var example in RulePages.Of(id).Bad)
        {
            var secret = Assert.Single(Scan(example));
            Assert.Equal(id, secret.Rule);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_good_example_is_silent(string id)
    {
        Assert.NotEmpty(RulePages.Of(id).Good);
        foreach (var example in RulePages.Of(id).Good)
            Assert.Empty(Scan(example));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Neither_title_nor_subject_tells_the_secret(string id)
    {
        foreach (var example in RulePages.Of(id).Bad)
        {
            var text = ExampleText.Fill(example.Text);
            var secrets = new SecretScan(SecretRules.Default).Of(text, FileNature.Of(example.File ?? "a.txt"));
            foreach (var detection in SecretDetections.Of(secrets, new(text, 1), "a"))
                Assert.DoesNotContain(Pieces(id, text.Substring(secrets[0].Start, secrets[0].Length)), piece => (detection.Title + detection.Subject).Contains(piece, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Redaction_leaves_nothing_of_the_secret(string id)
    {
        foreach (var example in RulePages.Of(id).Bad.Where(e => id != "secrets/rails-master-key" && id != "secrets/pgpass-password"))
        {
            var text = ExampleText.Fill(example.Text);
            var secret = Assert.Single(Scan(example));
            var redacted = SecretRedaction.Redact(text);
            Assert.Contains("[redacted]", redacted, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Substring(secret.Start, secret.Length), redacted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_page_says_what_to_do_and_where_its_format_is_documented()
    {
        Assert.True(Pages.Count >= 200, $"There are only {Pages.Count} rules.");
        Assert.All(Pages, page =>
        {
            Assert.True(Uri.TryCreate(page.Source, UriKind.Absolute, out var source) && source.Scheme == "https", $"{page.Id}: '{page.Source}' is no https address.");
            Assert.Contains("**Why.**", page.Markdown, StringComparison.Ordinal);
            Assert.Contains("**What to do.**", page.Markdown, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_pattern_compiles_and_names_the_secret()
    {
        foreach (var rule in SecretRules.Default.All)
            Assert.Contains("secret", rule.Regex.GetGroupNames());
    }

    [Fact]
    public void Keywords_read_from_a_line_are_those_of_the_page() =>
        Assert.All(Pages, page => Assert.Equal(page.Settings["keywords"]?.Texts ?? [], KeywordsLine.Read(SecretRules.Pages.Texts.First(p => p.Id == page.Id).Text)));

    [Fact]
    public void A_page_says_nothing_that_no_reader_heeds()
    {
        HashSet<string> known = ["title", "severity", "source", "controls", "keywords", "pattern", "near", "value", "checksum", "entropy", "rank", "offset", "before", "after", "bounds", "judge", "files"];
        Assert.All(Pages, page => Assert.Empty(page.Settings.Entries.Select(entry => entry.Key).Except(known)));
    }

    private static IReadOnlyList<Secret> Scan(RuleExample example) =>
        new SecretScan(SecretRules.Default).Of(ExampleText.Fill(example.Text), FileNature.Of(example.File ?? "a.txt"));

    /// <summary>Any eight characters in a row of what follows the public prefix.</summary>
    private static IEnumerable<string> Pieces(string id, string secret)
    {
        var prefix = SecretRules.Default.Find(id)?.Keywords.Where(k => secret.StartsWith(k, StringComparison.Ordinal)).Select(k => k.Length).DefaultIfEmpty().Max() ?? 0;
        var rest = secret.StartsWith("-----BEGIN", StringComparison.Ordinal) ? secret[60..120] : secret[prefix..];
        return Enumerable.Range(0, Math.Max(1, rest.Length - 7)).Select(i => rest.Substring(i, Math.Min(8, rest.Length)));
    }
}
