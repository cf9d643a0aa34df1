using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Coordinator.Api;

/// <summary>The coordinator's HTTP API. JSON as <see cref="CortexJson"/> writes it; every error is an <see cref="ApiError"/>.</summary>
public static class RunsEndpoints
{
    public static IEndpointRouteBuilder MapRuns(this IEndpointRouteBuilder endpoints, HostDescription host)
    {
        var api = endpoints.MapGroup("/api");
        api.MapGet("/host", () => Json(host)).Produces<HostDescription>().WithName("GetHost");

        endpoints.MapOpenApi("/api/{documentName}.json");

        var all = api.MapGroup("/orchestrations");
        all.MapGet("", (IRuns runs) => Json(runs.List())).Produces<RunSummary[]>().WithName("ListOrchestrations");
        all.MapPost("", RunRequests.StartAsync).Produces<OrchestrationAccepted>(StatusCodes.Status202Accepted).Refuses(400).WithName("StartOrchestration");

        api.MapMessages();

        var one = all.MapGroup("/{id}");
        one.MapGet("", Find).Produces<RunDetails>().Refuses(404, 409, 422).WithName("GetOrchestration");
        one.MapGet("/events", RunEvents.Get).Produces<EventRecord[]>().Produces<EventRecord>(200, "text/event-stream").Refuses(404, 409, 422).WithName("GetEvents");
        one.MapGet("/report", Report).Produces<Report>().Refuses(404, 409, 422).WithName("GetReport");
        one.MapDocument(ReportDocuments.Markdown, "text/markdown", "GetReportMarkdown");
        one.MapDocument(ReportDocuments.Html, "text/html", "GetReportHtml");
        one.MapDocument(ReportDocuments.Sarif, "application/sarif+json", "GetReportSarif");
        one.MapDocument(ReportDocuments.Vex, "application/vnd.cyclonedx+json", "GetReportVex");
        one.MapPost("/cancel", RunControls.CancelAsync).Accepted().WithName("CancelOrchestration");
        one.MapPost("/pause", RunControls.PauseAsync).Accepted().WithName("PauseOrchestration");
        one.MapPost("/resume", RunControls.ResumeAsync).Accepted().WithName("ResumeOrchestration");
        one.MapPost("/undo", RunUndo.PostAsync).Produces<RunUndone>().Refuses(404, 409, 422).WithName("UndoOrchestration");
        one.MapPost("/workers/{workerId:guid}/retry", RunControls.RetryWorkerAsync).Accepted().WithName("RetryWorker");
        one.MapPost("/masters/{name}/retry", RunControls.RetryMasterAsync).Accepted().WithName("RetryMaster");

        api.MapFallback((HttpRequest request) => ApiProblem.NotFound(
            $"Nothing answers {request.Method} {request.Path}.", "GET /api/openapi.json describes the API."));
        return endpoints;
    }

    private static IResult Find(IRuns runs, string id)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        return problem ?? Json(runs.Find(run));
    }

    private static IResult Report(IRuns runs, string id)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        return problem ?? (runs.Report(run) is { } report ? Json(report) : NoReport(run));
    }

    private static void MapDocument(this RouteGroupBuilder run, string name, string mediaType, string operation) => run
        .MapGet("/" + name, (IRuns runs, string id) =>
        {
            var (found, problem) = RunAddress.Resolve(runs, id);
            return problem ?? (runs.ReportDocument(found, name) is { } text ? TypedResults.Text(text, mediaType + "; charset=utf-8") : NoReport(found));
        })
        .Produces<string>(200, mediaType).Refuses(404, 409, 422).WithName(operation);

    private static IResult NoReport(Guid run) =>
        ApiProblem.NotFound($"Run {run} has no report yet.", "It is written when the run is over.");

    private static IResult Json<T>(T value) => TypedResults.Json(value, CortexJson.Options);

    private static RouteHandlerBuilder Accepted(this RouteHandlerBuilder route) =>
        route.Produces<OrchestrationAccepted>(StatusCodes.Status202Accepted).Refuses(404, 409, 422);

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<ApiError>(status);
        return route;
    }
}
