using Cortex.Contracts.Findings;
using Cortex.Coordinator.Reports.Rendering;
using Cortex.Coordinator.Tests.Golden;
using CsCheck;

namespace Cortex.Coordinator.Tests.Reports;

public class MarkdownReportTests
{
    [Fact]
    public void A_rich_report_reads_well_and_keeps_hostile_text_harmless() => GoldenFile.Matches(
        Repository.File("tests/Coordinator.Tests/Reports/rich.md"),
        MarkdownReport.Render(SampleReports.Rich, new ReportLinks { Json = "report.json", Html = "report.html", Sarif = "out put/findings.sarif" }));

    [Fact]
    public void A_minimal_report_says_what_there_was_not() => GoldenFile.Matches(
        Repository.File("tests/Coordinator.Tests/Reports/minimal.md"),
        MarkdownReport.Render(SampleReports.Minimal, ReportLinks.None));

    [Fact]
    public void No_title_of_a_finding_changes_the_shape_of_the_document()
    {
        var shape = Shape("harmless");
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char['!', '~'], Gen.Const('|'), Gen.Const('\n'), Gen.Const('<')), 0, 60]
            .Sample(title => Shape(title).SequenceEqual(shape), iter: 2_000);
    }

    /// <summary>Per line, the number of cells; and no line that holds HTML.</summary>
    private static List<int> Shape(string title)
    {
        var report = SampleReports.Minimal with
        {
            Findings = [new Finding { Key = "k", Master = title, Kind = FindingKinds.Secret, Rule = title, Severity = Severity.Low, Target = title, Path = title, Title = title }],
        };
        var lines = MarkdownReport.Render(report, ReportLinks.None).Split('\n');
        return [.. lines.Select(line => line.Contains('<') ? -1 : line.Replace("\\\\", "").Replace("\\|", "").Count(c => c == '|'))];
    }
}
