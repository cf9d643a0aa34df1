using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Reports;
using Cortex.EndToEnd.Tests.BadInput;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary><c>cortex serve</c> as a process, its bus on a broker.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly HttpClient _http;

    private ServedHost(Process process, HttpClient http) => (_process, _http) = (process, http);

    public static async Task<ServedHost> StartAsync(Uri broker, string data)
    {
        var process = CortexProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal) { ["CORTEX_BROKER"] = broker.ToString() }, ["serve", "--data", data]);
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null)
            Assert.Fail(await process.StandardError.ReadToEndAsync());
        var host = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "host.json")))!;
        var http = new HttpClient { BaseAddress = new Uri((string)host["url"]!) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)host["token"]!);
        return new ServedHost(process, http);
    }

    /// <summary>Null while there is none.</summary>
    public async Task<RunDetails?> RunAsync(Guid id)
    {
        using var answer = await _http.GetAsync($"api/orchestrations/{id}");
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<RunDetails>(text, CortexJson.Options);
    }

    public async Task<RunDetails> UntilAsync(Guid id, Func<RunDetails, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        RunDetails? run = null;
        try
        {
            while ((run = await RunAsync(id)) is null || !condition(run))
                await Task.Delay(Between, TimeProvider.System, limit.Token);
            return run;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"The run stays {JsonSerializer.Serialize(run, CortexJson.Indented)}", e);
        }
    }

    public async Task<Report> FinishAsync(Guid id)
    {
        await UntilAsync(id, run => run.ReportReady);
        return (await _http.GetFromJsonAsync<Report>($"api/orchestrations/{id}/report", CortexJson.Options))!;
    }

    public async Task<IReadOnlyList<RunSummary>> RunsAsync() => (await _http.GetFromJsonAsync<List<RunSummary>>("api/orchestrations", CortexJson.Options))!;

    /// <summary>The first run that there is.</summary>
    public async Task<Guid> FirstAsync()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        IReadOnlyList<RunSummary> runs;
        while ((runs = await RunsAsync()).Count == 0)
            await Task.Delay(Between, TimeProvider.System, limit.Token);
        return runs[0].Id;
    }

    public async Task<IReadOnlyList<ParkedMessage>> MessagesAsync() => (await _http.GetFromJsonAsync<List<ParkedMessage>>("api/messages", CortexJson.Options))!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
