using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Api;

/// <summary>GET /api/orchestrations/{id}/events: an array, or a stream for whoever accepts text/event-stream.</summary>
internal static class RunEvents
{
    private const int PageSize = 1000;

    /// <summary>How long a stream waits for the report of a run that is over.</summary>
    private static readonly TimeSpan ReportGrace = TimeSpan.FromSeconds(30);

    public static IResult Get(HttpRequest http, IRuns runs, TimeProvider clock, string id, long? after, int? limit, CancellationToken stop)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        if (problem is not null)
            return problem;
        var start = after ?? 0;
        if (!http.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/event-stream"))
            return TypedResults.Json(runs.Events(run, start, Math.Clamp(limit ?? int.MaxValue, 1, int.MaxValue)), CortexJson.Options);
        if (long.TryParse(http.Headers["Last-Event-ID"], out var last))
            start = last;
        return TypedResults.ServerSentEvents(StreamAsync(runs, clock, run, start, stop));
    }

    private static async IAsyncEnumerable<SseItem<EventRecord>> StreamAsync(
        IRuns runs, TimeProvider clock, Guid id, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Asked before reading, so that nothing recorded in between is missed.
            var over = runs.Find(id) is { ReportReady: true, Run.Status: RunStatus.Completed or RunStatus.Failed or RunStatus.Canceled };
            var page = runs.Events(id, after, PageSize);
            foreach (var record in page)
            {
                after = record.Position;
                yield return new SseItem<EventRecord>(record) { EventId = record.Position.ToString() };
            }

            if (page.Count == 0 && (over || !await MoreAsync(runs, clock, id, after, stop)))
                yield break;
        }
    }

    /// <summary>False when the run is over and its report did not come.</summary>
    private static async Task<bool> MoreAsync(IRuns runs, TimeProvider clock, Guid id, long after, CancellationToken stop)
    {
        var ended = runs.Find(id) is not { Run.Status: RunStatus.Running or RunStatus.Paused or RunStatus.Canceling };
        if (!ended)
        {
            await runs.WaitForEventsAsync(id, after, stop);
            return true;
        }

        using var grace = new CancellationTokenSource(ReportGrace, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, stop);
        try
        {
            await runs.WaitForEventsAsync(id, after, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
