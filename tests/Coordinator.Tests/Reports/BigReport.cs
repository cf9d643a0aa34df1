using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Tests.Reports;

/// <summary>What a run over hundreds of repositories leaves: 10,000 findings, 1,600 workers, 400 changes.</summary>
internal static class BigReport
{
    private static readonly string[] Masters = ["security", "inventory", "cicd", "testing", "monitoring"];

    public static Report Of(int findings = 10_000, int workers = 1_600, int changes = 400)
    {
        var rich = SampleReports.Rich;
        return rich with
        {
            Run = rich.Run with { Targets = [.. Enumerable.Range(0, 400).Select(Target)] },
            Masters = [.. Masters.Select(master => rich.Masters[0] with { Name = master, Summary = "much" })],
            Findings = [.. Enumerable.Range(0, findings).Select(i => Finding(rich.Findings[0], i))],
            Workers = [.. Enumerable.Range(0, workers).Select(i => Worker(rich, i))],
            Changes = [.. Enumerable.Range(0, changes).Select(i => rich.Changes[0] with { Key = $"change/{i:0000}", Target = Target(i % 400).Name, Master = Masters[i % Masters.Length] })],
        };
    }

    private static ReportTarget Target(int i) => new() { Name = $"https://github.com/harbourpine/service-{i:000}", Branch = "main", Commit = $"{i:x40}" };

    private static Finding Finding(Finding pattern, int i) => pattern with
    {
        Key = $"finding/{i:00000}",
        Master = Masters[i % Masters.Length],
        Kind = FindingKinds.All[i % FindingKinds.All.Count],
        Severity = (Severity)(i % 5),
        Target = Target(i % 400).Name,
        Path = $"src/some/deeper/folder/File{i:00000}.cs",
        Title = $"Something that takes a whole sentence to say was found here, for the {i}th time in this run of very many",
    };

    private static ReportWorker Worker(Report rich, int i)
    {
        var start = rich.Run.StartedAt.AddSeconds(95 + (i / 16 * 11.5) + (i % 16 * 0.3));
        var seconds = 6 + (i * 7919 % 50 / 10.0);
        return rich.Workers[0] with
        {
            Id = $"{i:x8}-ee8a-3ca4-894e-db77e160355e",
            Master = Masters[i % Masters.Length],
            Target = Target(i % 400).Name,
            Node = $"node-{i % 4}",
            Status = (i % 97) switch { 3 => "failed", 5 => "timedOut", 7 => "canceled", _ => "completed" },
            Attempts = i % 41 == 0 ? 2 : 1,
            StartedAt = start,
            FinishedAt = start.AddSeconds(seconds),
            DurationSeconds = seconds,
            Failure = i % 97 == 3 ? "out of memory on its node" : null,
        };
    }
}
