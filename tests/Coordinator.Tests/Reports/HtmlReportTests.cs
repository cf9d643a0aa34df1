using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Reports.Rendering;
using Cortex.Coordinator.Reports.Rendering.Html;
using Cortex.Coordinator.Tests.Golden;
using CsCheck;

namespace Cortex.Coordinator.Tests.Reports;

public partial class HtmlReportTests
{
    [Fact]
    public void A_rich_report_is_the_page_that_was_looked_at() => GoldenFile.Matches(
        Repository.File("tests/Coordinator.Tests/Reports/rich.html"),
        HtmlReport.Render(SampleReports.Rich, new ReportLinks { Json = "report.json", Markdown = "report.md" }));

    [Fact]
    public void A_minimal_report_says_what_there_was_not() => GoldenFile.Matches(
        Repository.File("tests/Coordinator.Tests/Reports/minimal.html"),
        HtmlReport.Render(SampleReports.Minimal, ReportLinks.None));

    [Fact]
    public void No_text_of_a_run_changes_the_elements_of_the_page()
    {
        var shape = Shape("harmless");
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char['!', '~'], Gen.Const('<'), Gen.Const('"'), Gen.Const('\''), Gen.Const('&')), 1, 60]
            .Sample(text => Shape(text).SequenceEqual(shape), iter: 300);
    }

    [Theory]
    [InlineData("</style><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("&lt;script&gt;")]
    public void Hostile_text_stays_text_wherever_it_stands(string hostile) => Assert.Equal(Shape("harmless"), Shape(hostile));

    [Fact]
    public void Controls_that_turn_text_around_or_hide_it_are_left_out()
    {
        var page = HtmlReport.Render(HostileReport.Of(SampleReports.Rich, "a\u202Eb\u2066c\u200Bd\u0000e\u2028f\uFEFFg"), ReportLinks.None);

        Assert.DoesNotContain(page, c => c is '\u202E' or '\u2066' or '\u200B' or '\0' or '\u2028' or '\uFEFF');
        Assert.Contains("abcd e fg", page);
    }

    [Fact]
    public void The_page_may_load_nothing_and_its_style_is_the_one_its_policy_names()
    {
        var page = HtmlReport.Render(SampleReports.Rich, ReportLinks.None);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];

        Assert.Contains($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", page);
        Assert.DoesNotContain("style=\"", page);
        Assert.DoesNotContain("src=", page.Replace("src=x", ""));
        Assert.DoesNotContain("url(", style);
    }

    [Fact]
    public void What_was_not_measured_has_its_reason_and_no_figure()
    {
        var page = HtmlReport.Render(SampleReports.Minimal, ReportLinks.None);

        Assert.Equal(9, Unmeasured().Count(page));
        Assert.Contains("No model was used: 0 tokens.", page);
    }

    [Fact]
    public void A_certificate_that_does_not_hold_says_why_in_the_head()
    {
        var page = HtmlReport.Render(SampleReports.Rich, ReportLinks.None);
        var head = page[..page.IndexOf("<section id=\"outcomes\"", StringComparison.Ordinal)];

        Assert.Contains("The certificate does not hold", head);
        Assert.Contains("<code>orphanWorkers</code> fix-worker attempt 1 on node-2 still runs", head);
    }

    [Fact]
    public void A_very_big_run_gives_a_page_of_less_than_five_megabytes_that_says_what_it_leaves_out()
    {
        var page = HtmlReport.Render(BigReport.Of(), new ReportLinks { Json = "report.json" });

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 5_000_000);
        Assert.Contains("10,000 findings", page);
        Assert.Contains("more are in <a href=\"report.json\">report.json</a>", page);
    }

    [Fact]
    public void A_finding_on_a_known_forge_links_to_its_line_at_the_commit()
    {
        var commit = new string('a', 40);
        var page = HtmlReport.Render(With("https://github.com/acme/shop.git", commit, "src/a b#.cs", 7), ReportLinks.None);

        Assert.Contains($"href=\"https://github.com/acme/shop/blob/{commit}/src/a%20b%23.cs#L7\"", page);
    }

    [Theory]
    [InlineData("/srv/repositories/shop", "src/a.cs")]
    [InlineData("https://git.example/acme/shop", "src/a.cs")]
    [InlineData("https://github.com/acme/shop", "../../../evil")]
    [InlineData("https://github.com@evil.example/acme/shop", "src/a.cs")]
    [InlineData("http://github.com/acme/shop", "src/a.cs")]
    public void A_finding_elsewhere_has_its_path_as_text(string target, string path)
    {
        var page = HtmlReport.Render(With(target, new string('a', 40), path, 7), ReportLinks.None);

        Assert.Contains($"<code>{path}:7</code>", page);
        Assert.DoesNotContain("href=\"http", page);
    }

    private static Report With(string target, string commit, string path, int line) => SampleReports.Minimal with
    {
        Run = SampleReports.Minimal.Run with { Targets = [new ReportTarget { Name = target, Commit = commit, Branch = "main" }] },
        Findings = [new Finding { Key = "k", Master = "security", Kind = FindingKinds.Secret, Rule = "r", Severity = Severity.Low, Target = target, Path = path, Line = line, Title = "t" }],
    };

    /// <summary>Every tag of the page with the names of its attributes.</summary>
    private static List<string> Shape(string hostile)
    {
        var page = HtmlReport.Render(HostileReport.Of(SampleReports.Minimal with
        {
            Findings = [.. SampleReports.Rich.Findings.Take(2)],
            Changes = SampleReports.Rich.Changes,
            Escalations = SampleReports.Rich.Escalations,
            Workers = SampleReports.Rich.Workers,
            Learned = SampleReports.Rich.Learned,
        }, hostile), ReportLinks.None);
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..];
        return [.. Tag().Matches(body).Select(tag => $"{tag.Groups["name"].Value} {string.Join(' ', Attribute().Matches(tag.Value).Select(a => a.Groups["name"].Value))}")];
    }

    [GeneratedRegex("""<(?<name>/?[a-zA-Z!][a-zA-Z0-9]*)(?:[^>"]|"[^"]*")*>""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("""\s(?<name>[a-zA-Z-]+)(?==")""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Attribute();

    [GeneratedRegex("""<tr class="unmeasured"><th scope="row">[^<]+</th><td colspan="4">not measured: dry run</td></tr>""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Unmeasured();
}
