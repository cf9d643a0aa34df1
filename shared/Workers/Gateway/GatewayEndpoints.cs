using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Telemetry;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Gateway;

/// <summary>The gateway's HTTP face. Every answer but 200 has an <see cref="ApiError"/> as its body.</summary>
public sealed class GatewayEndpoints(WorkerGateway gateway, SourceBundles sources, SourceFiles files, ArtifactFiles artifacts, Store store, IEnumerable<WorkerLookup> lookups, IOptions<GatewayOptions> options, GatewayTelemetry telemetry, ILogger<GatewayEndpoints> log)
{
    public const string Prefix = "/gateway/v1";

    private const long MostTokenBytes = 64 * 1024;
    private const long MostQuestionBytes = 4 * 1024 * 1024;
    private const long MostNumbersBytes = 64 * 1024 * 1024;

    private readonly GatewayOptions _options = options.Value;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Prefix).ExcludeFromDescription();
        group.MapGet("/assignment", Answer("assignment", AssignmentAsync));
        group.MapGet("/source/{target:int}", Answer("source", SourceAsync));
        group.MapGet("/source/{target:int}/files", Answer("files-list", ListAsync));
        group.MapPost("/source/{target:int}/files", Answer("files", FilesAsync));
        group.MapPost("/heartbeat", Answer(GatewayTelemetry.Heartbeat, HeartbeatAsync));
        group.MapPut("/artifacts/{name}", Answer("artifacts", ArtifactAsync));
        group.MapPut("/commits/{target:int}", Answer("commits", CommitsAsync));
        group.MapPost("/tokens/reserve", Answer("reserve", ReserveAsync));
        group.MapPost("/tokens/settle", Answer("settle", SettleAsync));
        group.MapPost("/lookups/{name}", Answer("lookup", LookupAsync));
        group.MapPut("/result", Answer("result", ResultAsync));
    }

    private RequestDelegate Answer(string operation, Func<HttpContext, AttemptRow, Task> handler) => async http =>
    {
        var began = Stopwatch.GetTimestamp();
        await AnswerAsync(http, operation, handler);
        telemetry.Answered(http, operation, began);
    };

    private async Task AnswerAsync(HttpContext http, string operation, Func<HttpContext, AttemptRow, Task> handler)
    {
        try
        {
            var caller = gateway.Authenticate(http.Request.Headers.Authorization);
            await telemetry.AnswerAsync(http, operation, caller, () => handler(http, caller));
        }
        catch (RefusedException refusal)
        {
            await WriteAsync(http, refusal.Status, new ApiError { Error = refusal.Message, Advice = refusal.Advice });
        }
        catch (JsonException e)
        {
            await WriteAsync(http, StatusCodes.Status400BadRequest, new ApiError { Error = $"The body is not what {http.Request.Path} takes: {e.Message}" });
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(http, e.StatusCode, new ApiError { Error = e.Message });
        }
        catch (StoreException e)
        {
            log.LogError(e, "The gateway cannot write");
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, new ApiError { Error = "The gateway's store is away.", Advice = "Try again." });
        }
    }

    private async Task AssignmentAsync(HttpContext http, AttemptRow caller) => await WriteAsync(http, 200, await gateway.FetchAssignmentAsync(caller.Key));

    private Task SourceAsync(HttpContext http, AttemptRow caller) => OfSourceAsync(http, caller, async target =>
    {
        var bundle = await sources.GetAsync(target, http.RequestAborted);
        if (bundle.Shallow.Count > 0)
            http.Response.Headers[GatewayHeaders.Shallow] = string.Join(',', bundle.Shallow);
        http.Response.ContentType = "application/x-git-bundle";
        await http.Response.SendFileAsync(bundle.Path, http.RequestAborted);
    });

    private Task ListAsync(HttpContext http, AttemptRow caller) => OfSourceAsync(http, caller, async target =>
    {
        var list = await files.ListAsync(target, http.RequestAborted);
        http.Response.ContentType = "application/octet-stream";
        await http.Response.Body.WriteAsync(list, http.RequestAborted);
    });

    private Task FilesAsync(HttpContext http, AttemptRow caller) => OfSourceAsync(http, caller, async target =>
    {
        var numbers = await ReadAsync<int[]>(http, MostNumbersBytes);
        http.Response.ContentType = "application/x-tar";
        try
        {
            await files.WriteAsync(target, numbers, http.Response.Body, http.RequestAborted);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, e.Message);
        }
    });

    private async Task OfSourceAsync(HttpContext http, AttemptRow caller, Func<Target, Task> answer)
    {
        store.Read(s =>
        {
            WorkerGateway.Fence(s, caller);
            return true;
        });
        var targets = caller.Command.Targets;
        var index = int.Parse((string)http.Request.RouteValues["target"]!, CultureInfo.InvariantCulture);
        if (index < 0 || index >= targets.Count)
            throw new RefusedException(StatusCodes.Status404NotFound, $"The assignment has no target number {index}; it has {targets.Count}, counted from 0.");
        try
        {
            await answer(targets[index]);
        }
        catch (GitException) when (http.Response.HasStarted)
        {
            // What was sent looks good so far; only a broken connection says that it is not.
            http.Abort();
        }
        catch (GitException e)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, $"The source of {targets[index].Name} at {targets[index].Commit} cannot be had: {e.Message}");
        }
    }

    private async Task HeartbeatAsync(HttpContext http, AttemptRow caller) =>
        await WriteAsync(http, 200, await gateway.HeartbeatAsync(caller.Key, await ReadAsync<Heartbeat>(http, _options.MostHeartbeatBytes)));

    private async Task ReserveAsync(HttpContext http, AttemptRow caller)
    {
        if (!await gateway.ReserveAsync(caller.Key, await ReadAsync<TokenReservation>(http, MostTokenBytes)))
            throw new RefusedException(StatusCodes.Status402PaymentRequired, "The lease does not hold that many tokens.");
    }

    private async Task SettleAsync(HttpContext http, AttemptRow caller)
    {
        if (!await gateway.SettleAsync(caller.Key, await ReadAsync<TokenSettlement>(http, MostTokenBytes)))
            throw new RefusedException(StatusCodes.Status404NotFound, "There is no such reservation to settle with this figure.");
    }

    private async Task LookupAsync(HttpContext http, AttemptRow caller)
    {
        store.Read(s =>
        {
            WorkerGateway.Fence(s, caller);
            return true;
        });
        var name = (string)http.Request.RouteValues["name"]!;
        var lookup = lookups.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.Ordinal))
            ?? throw new RefusedException(StatusCodes.Status404NotFound, $"No master of this host answers for '{name}'; there is {string.Join(", ", lookups.Select(l => l.Name).DefaultIfEmpty("nothing to ask for"))}.");
        Limit(http, MostQuestionBytes);
        using var reader = new StreamReader(http.Request.Body);
        var answer = await lookup.AnswerAsync(await reader.ReadToEndAsync(http.RequestAborted), http.RequestAborted);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer, http.RequestAborted);
    }

    private Task ArtifactAsync(HttpContext http, AttemptRow caller) =>
        SaveAsync(http, caller, (string)http.Request.RouteValues["name"]!, _options.MostArtifactBytes);

    private Task CommitsAsync(HttpContext http, AttemptRow caller) =>
        SaveAsync(http, caller, CommitsName((string)http.Request.RouteValues["target"]!), _options.MostCommitsBytes);

    /// <summary>Name of the artifact with the commits an attempt made in a target, a git bundle.</summary>
    public static string CommitsName(string target) => $"commits/{target}.bundle";

    private async Task SaveAsync(HttpContext http, AttemptRow caller, string name, long most)
    {
        Limit(http, most);
        try
        {
            var (sha, bytes) = await artifacts.SaveAsync(http.Request.Body, most, http.RequestAborted);
            await gateway.RecordArtifactAsync(caller.Key, name, sha, bytes);
            await WriteAsync(http, 200, new StoredArtifact(sha, bytes));
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"'{name}' is {e.Message}.");
        }
    }

    private async Task ResultAsync(HttpContext http, AttemptRow caller) =>
        await gateway.StoreResultAsync(caller.Key, await ReadAsync<WorkerResult>(http, _options.MostResultBytes));

    private static async Task<T> ReadAsync<T>(HttpContext http, long most)
    {
        Limit(http, most);
        return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, CortexJson.Options, http.RequestAborted)
            ?? throw new RefusedException(StatusCodes.Status400BadRequest, "There is no body.");
    }

    private static void Limit(HttpContext http, long most)
    {
        if (http.Request.ContentLength > most)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {most} bytes.");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
    }

    private static Task WriteAsync<T>(HttpContext http, int status, T body)
    {
        if (http.Response.HasStarted)
            return Task.CompletedTask;
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, body, CortexJson.Options, http.RequestAborted);
    }
}

public sealed record StoredArtifact(string Sha, long Bytes);

public static class GatewayHeaders
{
    /// <summary>Commits at which a source bundle's history is cut off.</summary>
    public const string Shallow = "Cortex-Shallow";
}
