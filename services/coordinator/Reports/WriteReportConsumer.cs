using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Reports.Rendering;
using Cortex.Coordinator.Reports.Rendering.Html;
using Cortex.Coordinator.Reports.Rendering.Sarif;
using Cortex.Coordinator.Reports.Rendering.Vex;
using Cortex.Coordinator.Runs;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Workers.Attempts;
using MassTransit;

namespace Cortex.Coordinator.Reports;

/// <summary>Writes the reports of a run that has ended. Written again after a crash they are the same bytes.</summary>
internal sealed class WriteReportConsumer(
    RecordedMachine<OrchestrationStateMachine, OrchestrationState> orchestrations,
    RecordedMachine<BudgetStateMachine, BudgetState> budgets,
    EventLog log, Store store, ArtifactFiles artifacts, ReportFiles files) : IConsumer<OrchestrationFinished>
{
    public Task Consume(ConsumeContext<OrchestrationFinished> context)
    {
        var id = context.Message.OrchestrationId;
        new RunProjection(id, orchestrations, budgets, log, store).Read(projection =>
        {
            var run = projection.Run;
            var report = ReportBuilder.Build(run, projection.Budget, projection.Workers, [.. run.Masters.Select(ResultsOf).OfType<MasterResults>()]);
            files.Write(id, report, Documents(report));
            return report;
        });
        return Task.CompletedTask;
    }

    private static Dictionary<string, string> Documents(Report report)
    {
        var links = new ReportLinks
        {
            Json = "report.json",
            Markdown = ReportDocuments.Markdown,
            Html = ReportDocuments.Html,
            Sarif = ReportDocuments.Sarif,
            CycloneDx = ReportDocuments.Vex,
        };
        return new(StringComparer.Ordinal)
        {
            [ReportDocuments.Markdown] = MarkdownReport.Render(report, links with { Markdown = null }),
            [ReportDocuments.Html] = HtmlReport.Render(report, links with { Html = null }),
            [ReportDocuments.Sarif] = SarifLog.Render(report),
            [ReportDocuments.Vex] = VexDocument.Render(report),
        };
    }

    private MasterResults? ResultsOf(MasterRecord master)
    {
        if (master.Results is not { } sha)
            return null;
        using var body = artifacts.Open(sha);
        return JsonSerializer.Deserialize<MasterResults>(body, CortexJson.Options);
    }
}
