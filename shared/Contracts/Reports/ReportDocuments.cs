namespace Cortex.Contracts.Reports;

/// <summary>The documents made of a report: files beside report.json, and paths of the API below a run.</summary>
public static class ReportDocuments
{
    public const string Markdown = "report.md";

    /// <summary>One page without script or network.</summary>
    public const string Html = "report.html";

    /// <summary>SARIF 2.1.0, a run for each target: what code scanning of forges and editors reads.</summary>
    public const string Sarif = "report.sarif";

    /// <summary>The vulnerabilities as CycloneDX 1.6, with what is known of each.</summary>
    public const string Vex = "report.vex.json";

    public static IReadOnlyList<string> All { get; } = [Markdown, Html, Sarif, Vex];
}
