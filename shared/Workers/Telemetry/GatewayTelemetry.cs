using System.Diagnostics;
using Cortex.Hosting.Telemetry;
using Cortex.Workers.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortex.Workers.Telemetry;

/// <summary>What is told of the gateway's answers: a span in the run's trace (heartbeats have none: they are many and alike), a scope for what is logged, figures.</summary>
public sealed class GatewayTelemetry(WorkerMeter meter, ILogger<GatewayTelemetry> log)
{
    public const string Heartbeat = "heartbeat";

    private static readonly ActivitySource _spans = new("Cortex.Gateway");

    /// <summary>Around the answer to an attempt that is known.</summary>
    public async Task AnswerAsync(HttpContext http, string operation, AttemptRow caller, Func<Task> answer)
    {
        using var scope = log.BeginScope(new RunScope(caller.Run, caller.Key.Worker, caller.Key.Attempt));
        using var span = operation == Heartbeat
            ? null
            : RunTrace.Start(_spans, $"gateway {operation}", ActivityKind.Server, caller.Run, RunTrace.Caller(http.Request.Headers.TraceParent, caller.Run));
        span?.SetTag("cortex.worker", caller.Key.Worker).SetTag("cortex.attempt", caller.Key.Attempt);
        try
        {
            await answer();
            span?.SetTag("http.response.status_code", http.Response.StatusCode);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    /// <summary>After any answer, refusals among them.</summary>
    public void Answered(HttpContext http, string operation, long began) => meter.Answered(operation, http.Response.StatusCode, Stopwatch.GetElapsedTime(began));
}
