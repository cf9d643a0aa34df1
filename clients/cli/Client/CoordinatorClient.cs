using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Client;

/// <summary>The coordinator's HTTP API as the commands use it. An answer that is an error ends the command.</summary>
internal sealed class CoordinatorClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    private readonly HttpClient http;

    /// <param name="address">Of the coordinator.</param>
    /// <param name="token">Access token.</param>
    /// <param name="limit">So long an answer may be away; null for 100 seconds.</param>
    public CoordinatorClient(Uri address, string? token, TimeSpan? limit = null)
    {
        // Never through a proxy: the host is this machine or one that was named.
        http = new HttpClient(new AnswerLimit(limit ?? Timeout, new SocketsHttpHandler { UseProxy = false })) { BaseAddress = address, Timeout = 2 * Timeout };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Address => http.BaseAddress!;

    public void Dispose() => http.Dispose();

    public Task<HostDescription> HostAsync(CancellationToken stop) => GetAsync<HostDescription>("api/host", stop);

    public Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken stop) => GetAsync<IReadOnlyList<RunSummary>>("api/orchestrations", stop);

    public async Task<Guid> StartAsync(StartOrchestration request, CancellationToken stop)
    {
        using var response = await http.PostAsJsonAsync("api/orchestrations", request, CortexJson.Options, stop);
        return (await ReadAsync<OrchestrationAccepted>(response, stop)).Id;
    }

    public Task<RunDetails> FindAsync(string id, CancellationToken stop) => GetAsync<RunDetails>(Run(id), stop);

    /// <summary>Null while the request is not resolved yet; a rejected one ends the command.</summary>
    public async Task<RunDetails?> FindResolvedAsync(Guid id, CancellationToken stop)
    {
        using var response = await http.GetAsync(Run(id.ToString()), stop);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<RunDetails>(response, stop);
    }

    public Task<IReadOnlyList<EventRecord>> EventsAsync(string id, long after, CancellationToken stop) =>
        GetAsync<IReadOnlyList<EventRecord>>($"{Run(id)}/events?after={after}", stop);

    /// <summary>Ends when the run is over.</summary>
    public async IAsyncEnumerable<EventRecord> FollowEventsAsync(string id, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Run(id)}/events?after={after}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        await RequireSuccessAsync(response, stop);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var parser = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<EventRecord>(data, CortexJson.Options)!);
        await foreach (var item in parser.EnumerateAsync(stop))
            yield return item.Data;
    }

    public Task<Report> ReportAsync(string id, CancellationToken stop) => GetAsync<Report>($"{Run(id)}/report", stop);

    /// <summary>One of <see cref="ReportDocuments"/>.</summary>
    public Task<string> ReportDocumentAsync(string id, string name, CancellationToken stop) => TextAsync($"{Run(id)}/{name}", stop);

    public Task CancelAsync(Guid id, string reason, CancellationToken stop) =>
        PostAsync($"{Run(id.ToString())}/cancel?reason={Uri.EscapeDataString(reason)}", stop);

    public Task PauseAsync(Guid id, CancellationToken stop) => PostAsync($"{Run(id.ToString())}/pause", stop);

    public Task ResumeAsync(Guid id, CancellationToken stop) => PostAsync($"{Run(id.ToString())}/resume", stop);

    public async Task<RunUndone> UndoAsync(string id, bool dryRun, CancellationToken stop)
    {
        using var response = await http.PostAsync($"{Run(id)}/undo?dryRun={(dryRun ? "true" : "false")}", null, stop);
        return await ReadAsync<RunUndone>(response, stop);
    }

    public Task RetryWorkerAsync(Guid id, string workerId, CancellationToken stop) =>
        PostAsync($"{Run(id.ToString())}/workers/{Uri.EscapeDataString(workerId)}/retry", stop);

    public Task RetryMasterAsync(Guid id, string master, CancellationToken stop) =>
        PostAsync($"{Run(id.ToString())}/masters/{Uri.EscapeDataString(master)}/retry", stop);

    public Task<IReadOnlyList<ParkedMessage>> MessagesAsync(CancellationToken stop) => GetAsync<IReadOnlyList<ParkedMessage>>("api/messages", stop);

    public Task<ParkedMessageDetails> MessageAsync(Guid id, CancellationToken stop) => GetAsync<ParkedMessageDetails>($"api/messages/{id}", stop);

    public async Task<ParkedMessage> ResendMessageAsync(Guid id, CancellationToken stop)
    {
        using var response = await http.PostAsync($"api/messages/{id}/resend", null, stop);
        return await ReadAsync<ParkedMessage>(response, stop);
    }

    public async Task<ParkedMessage> DiscardMessageAsync(Guid id, CancellationToken stop)
    {
        using var response = await http.DeleteAsync($"api/messages/{id}", stop);
        return await ReadAsync<ParkedMessage>(response, stop);
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken stop)
    {
        using var response = await http.GetAsync(path, stop);
        return await ReadAsync<T>(response, stop);
    }

    private static string Run(string id) => $"api/orchestrations/{Uri.EscapeDataString(id)}";

    private async Task<string> TextAsync(string path, CancellationToken stop)
    {
        using var response = await http.GetAsync(path, stop);
        await RequireSuccessAsync(response, stop);
        return await response.Content.ReadAsStringAsync(stop);
    }

    private async Task PostAsync(string path, CancellationToken stop)
    {
        using var response = await http.PostAsync(path, null, stop);
        await RequireSuccessAsync(response, stop);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken stop)
    {
        await RequireSuccessAsync(response, stop);
        try
        {
            return (await response.Content.ReadFromJsonAsync<T>(CortexJson.Options, stop))!;
        }
        catch (JsonException e)
        {
            throw NotCortex(e);
        }
    }

    private async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.IsSuccessStatusCode)
            return;
        ApiError? error = null;
        try
        {
            error = await response.Content.ReadFromJsonAsync<ApiError>(CortexJson.Options, stop);
        }
        catch (JsonException)
        {
            // Answered below.
        }

        // A coordinator that misses its store, and a proxy that misses its coordinator, may be asked again.
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            throw new HttpRequestException(error?.Error ?? $"{Address} answers {(int)response.StatusCode}", null, response.StatusCode);
        if (error is null)
            throw NotCortex(null);
        throw new CommandFailure(ExitCode(response.StatusCode), error.Error, Advice(response) ?? error.Advice);
    }

    private static int ExitCode(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity => ExitCodes.Usage,
        _ => ExitCodes.Failed,
    };

    /// <summary>What to type, where the API's own advice speaks of addresses.</summary>
    private static string? Advice(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => "Set CORTEX_TOKEN to the coordinator's access token.",
        HttpStatusCode.NotFound when response.RequestMessage?.RequestUri?.AbsolutePath.StartsWith("/api/orchestrations", StringComparison.Ordinal) is true =>
            "'cortex list' shows the runs of a data directory.",
        HttpStatusCode.NotFound when response.RequestMessage?.RequestUri?.AbsolutePath.StartsWith("/api/messages", StringComparison.Ordinal) is true =>
            "'cortex messages list' shows those that are parked.",
        _ => null,
    };

    private CommandFailure NotCortex(Exception? inner) =>
        new(ExitCodes.Failed, $"what answers at {Address} is no Cortex coordinator", "Check the address given with --server.", inner);
}
