namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>The other documents of the run, as seen from the one that is written; absent ones are not mentioned.</summary>
public sealed record ReportLinks
{
    public static ReportLinks None { get; } = new();

    /// <summary>Usually report.json, which has what the tables here leave out.</summary>
    public string? Json { get; init; }
    public string? Markdown { get; init; }
    public string? Html { get; init; }
    public string? Sarif { get; init; }
    public string? CycloneDx { get; init; }
    public string? Events { get; init; }
}
