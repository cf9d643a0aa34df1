using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contracts.Api;
using Cortex.Contracts.Workers;
using Cortex.Workers.Gateway;
using Cortex.Workspaces.Sources;

namespace Cortex.Workers.Work;

/// <summary>The gateway said no, and will say no again: the attempt is fenced, ended or expired, or the question was wrong.</summary>
public sealed class GatewayRefusedException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>Nothing more is wanted from this attempt.</summary>
    public bool IsEnd => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Conflict;
}

/// <summary>The gateway was away for longer than <see cref="GatewayClient.Patience"/>.</summary>
public sealed class GatewayUnreachableException(string message, Exception inner) : Exception(message, inner);

/// <summary>An attempt's way to its master. A gateway that is briefly away is asked again; one that answers "no" is not.</summary>
public sealed class GatewayClient(HttpClient http, Uri gateway, string token, TimeProvider time)
{
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    /// <summary>How long a call is tried again while the gateway is away.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The attempt's span, sent with each call.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Its deadline is told in this machine's time.</summary>
    public async Task<Assignment> FetchAssignmentAsync(CancellationToken stop)
    {
        var assignment = await JsonAsync(() => Request(HttpMethod.Get, "assignment"), GatewayJson.Default.Assignment, stop);
        return assignment.SecondsLeft is { } left ? assignment with { Deadline = time.GetUtcNow() + TimeSpan.FromSeconds(left) } : assignment;
    }

    public async Task<HeartbeatReply> HeartbeatAsync(Heartbeat heartbeat, CancellationToken stop) =>
        await JsonAsync(() => Request(HttpMethod.Post, "heartbeat", Body(heartbeat, GatewayJson.Default.Heartbeat)), GatewayJson.Default.HeartbeatReply, stop);

    /// <summary>False when the lease does not hold the tokens.</summary>
    public async Task<bool> ReserveAsync(TokenReservation wanted, CancellationToken stop)
    {
        try
        {
            (await SendAsync(() => Request(HttpMethod.Post, "tokens/reserve", Body(wanted, GatewayJson.Default.TokenReservation)), stop)).Dispose();
            return true;
        }
        catch (GatewayRefusedException e) when (e.Status == HttpStatusCode.PaymentRequired)
        {
            return false;
        }
    }

    public async Task SettleAsync(TokenSettlement settlement, CancellationToken stop) =>
        (await SendAsync(() => Request(HttpMethod.Post, "tokens/settle", Body(settlement, GatewayJson.Default.TokenSettlement)), stop)).Dispose();

    public async Task HandInAsync(WorkerResult result, CancellationToken stop) =>
        (await SendAsync(() => Request(HttpMethod.Put, "result", Body(result, GatewayJson.Default.WorkerResult)), stop, bulk: true)).Dispose();

    /// <summary>Asks for something a master keeps; JSON both ways.</summary>
    public async Task<string> AskAsync(string lookup, string question, CancellationToken stop)
    {
        var answer = "";
        using var response = await SendAsync(
            () => Request(HttpMethod.Post, "lookups/" + Uri.EscapeDataString(lookup), new StringContent(question, new MediaTypeHeaderValue("application/json"))),
            stop,
            async (reply, end) => answer = await reply.Content.ReadAsStringAsync(end),
            bulk: true);
        return answer;
    }

    /// <summary>Saves the bundle and returns the commits at which its history is cut off.</summary>
    public async Task<IReadOnlyList<string>> FetchSourceAsync(int target, string path, CancellationToken stop)
    {
        using var response = await SendAsync(() => Request(HttpMethod.Get, $"source/{target}"), stop, async (answer, end) =>
        {
            await using var file = File.Create(path);
            await answer.Content.CopyToAsync(file, end);
        }, bulk: true);
        return response.Headers.TryGetValues(GatewayHeaders.Shallow, out var shallow) ? [.. shallow.SelectMany(s => s.Split(','))] : [];
    }

    /// <summary>The files of a target at its commit.</summary>
    public async Task<IReadOnlyList<SourceEntry>> ListFilesAsync(int target, CancellationToken stop)
    {
        IReadOnlyList<SourceEntry> files = [];
        (await SendAsync(() => Request(HttpMethod.Get, $"source/{target}/files"), stop, async (answer, end) => files = SourceListing.Parse(await answer.Content.ReadAsByteArrayAsync(end)), bulk: true)).Dispose();
        return files;
    }

    /// <summary>Hands the files over as they come, in no order of the caller's. After a broken connection only those are asked for that had not come.</summary>
    public async Task ReadFilesAsync(int target, IEnumerable<SourceEntry> files, SourceVisitor visit, CancellationToken stop)
    {
        var left = files.Where(file => file.Kind != SourceEntryKind.Submodule).DistinctBy(file => file.Path, StringComparer.Ordinal).ToDictionary(file => file.Path, StringComparer.Ordinal);
        if (left.Count == 0)
            return;
        (await SendAsync(
            () => Request(HttpMethod.Post, $"source/{target}/files", Body(left.Values.Select(file => file.Number).ToArray(), GatewayJson.Default.Int32Array)),
            stop,
            async (answer, end) =>
            {
                await using var archive = await answer.Content.ReadAsStreamAsync(end);
                await SourceArchive.ReadAsync(archive, left, visit, end);
            },
            bulk: true)).Dispose();
    }

    /// <summary>Stores the file and returns its SHA-256.</summary>
    public Task<string> SaveArtifactAsync(string name, string path, CancellationToken stop) => UploadAsync("artifacts/" + Uri.EscapeDataString(name), path, stop);

    /// <summary>Hands in a git bundle with the commits made in a target.</summary>
    public Task<string> SaveCommitsAsync(int target, string bundle, CancellationToken stop) => UploadAsync($"commits/{target}", bundle, stop);

    private async Task<string> UploadAsync(string address, string path, CancellationToken stop) =>
        (await JsonAsync(() => Request(HttpMethod.Put, address, new StreamContent(File.OpenRead(path))), GatewayJson.Default.StoredArtifact, stop, bulk: true)).Sha;

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(gateway, $"{GatewayEndpoints.Prefix}/{path}"))
        {
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        if (TraceParent is { } span)
            request.Headers.TryAddWithoutValidation("traceparent", span);
        return request;
    }

    private static ByteArrayContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task<T> JsonAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken stop, bool bulk = false)
    {
        T? body = default;
        using var response = await SendAsync(request, stop, async (answer, end) =>
        {
            await using var content = await answer.Content.ReadAsStreamAsync(end);
            body = await JsonSerializer.DeserializeAsync(content, type, end);
        }, bulk);
        return body ?? throw new GatewayRefusedException(response.StatusCode, "The gateway answered without a body.");
    }

    /// <summary>Reading the answer is part of the call: a connection that breaks in the middle of it is tried again too.</summary>
    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken stop, Func<HttpResponseMessage, CancellationToken, Task>? read = null, bool bulk = false)
    {
        var started = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause * 2 < MostPause ? pause * 2 : MostPause)
        {
            using var limit = new CancellationTokenSource(bulk ? Long : Short, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            try
            {
                using var message = request();
                var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
                if (response.IsSuccessStatusCode)
                {
                    if (read is not null)
                        await read(response, either.Token);
                    return response;
                }

                using (response)
                {
                    if ((int)response.StatusCode < 500 && response.StatusCode is not HttpStatusCode.RequestTimeout and not HttpStatusCode.TooManyRequests)
                        throw new GatewayRefusedException(response.StatusCode, await ErrorAsync(response, either.Token));
                    throw new HttpRequestException($"the gateway answered {(int)response.StatusCode}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                if (time.GetElapsedTime(started) + pause > Patience)
                    throw new GatewayUnreachableException($"The gateway at {gateway} did not answer for {Patience.TotalSeconds:0} seconds: {e.Message}", e);
                await Task.Delay(pause, time, stop);
            }
        }
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(stop);
            var error = await JsonSerializer.DeserializeAsync(content, GatewayJson.Default.ApiError, stop);
            return error is null ? response.StatusCode.ToString() : $"{error.Error} {error.Advice}".TrimEnd();
        }
        catch (JsonException)
        {
            return $"The gateway answered {(int)response.StatusCode}.";
        }
    }
}
