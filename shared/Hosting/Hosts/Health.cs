using System.Text.Json;
using Cortex.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cortex.Hosting.Hosts;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so do the parts it needs, else 503 and which one does not.</summary>
public static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    /// <summary>Marks a check that decides over readiness.</summary>
    public const string ReadyTag = "cortex-ready";

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks(Ready, new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync });
    }

    /// <summary>The answer of a host that cannot be composed yet.</summary>
    public static Task WriteMissingAsync(HttpContext context, string part, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, [new Part(part, "unhealthy", reason)], "unhealthy");
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => WriteAsync(
        context,
        [.. report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new Part(entry.Key, Word(entry.Value.Status), entry.Value.Description ?? entry.Value.Exception?.Message))],
        Word(report.Status));

    private static Task WriteAsync(HttpContext context, IReadOnlyList<Part> parts, string status)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { status, parts }, CortexJson.Options));
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    private sealed record Part(string Name, string Status, string? Detail);
}
