using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Cortex.Cli.Tests.Hosts;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Tests.Api;

public sealed class RunsApiTests : IAsyncLifetime
{
    private FakeHost host = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        host = await FakeHost.StartAsync();
        http = host.Client();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_request_without_an_id_gets_one()
    {
        using var response = await http.PostAsJsonAsync("api/orchestrations", new { targets = new[] { "/src/a" }, dryRun = true });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = await response.Content.ReadFromJsonAsync<OrchestrationAccepted>(CortexJson.Options);
        Assert.True(host.Runs.Started.TryDequeue(out var request));
        Assert.Equal(request.OrchestrationId, accepted!.Id);
        Assert.True(request.DryRun);
        Assert.Equal(["/src/a"], request.Targets);
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"target\":[\"a\"]}", "no member 'target'")]
    [InlineData("{\"targets\":7}", "cannot be read at $.targets")]
    [InlineData("{\"orchestrationId\":\"00000000-0000-0000-0000-000000000000\"}", "all zeros")]
    public async Task A_request_that_cannot_be_read_says_where(string body, string says)
    {
        using var response = await http.PostAsync("api/orchestrations", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(says, await ErrorAsync(response));
        Assert.Empty(host.Runs.Started);
    }

    [Fact]
    public async Task An_id_may_be_shortened_as_long_as_it_means_one_run()
    {
        host.Runs.Set(RecordedRun.Executing());
        host.Runs.Set(RecordedRun.Executing(new Guid("0f8e2c1b-0000-0000-0000-000000000001")));

        Assert.Equal(RecordedRun.Id, (await http.GetFromJsonAsync<RunDetails>("api/orchestrations/0F8E2C1A", CortexJson.Options))!.Run.Id);
        Assert.Equal(HttpStatusCode.Conflict, (await http.GetAsync("api/orchestrations/0f8e")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("api/orchestrations/0f8")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("api/orchestrations/ffff")).StatusCode);
    }

    [Fact]
    public async Task A_rejected_request_is_unprocessable()
    {
        host.Runs.Rejects = "no target could be used";
        using var accepted = await http.PostAsJsonAsync("api/orchestrations", new { orchestrationId = RecordedRun.Id });
        using var response = await http.GetAsync($"api/orchestrations/{RecordedRun.Id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("no target could be used", await ErrorAsync(response));
    }

    [Fact]
    public async Task Control_commands_are_accepted_until_the_run_is_over()
    {
        host.Runs.Set(RecordedRun.Executing());
        var run = $"api/orchestrations/{RecordedRun.Id}";
        var worker = RecordedRun.Executing().Workers[7].Worker.Id;

        foreach (var path in (string[])["pause", "resume", $"workers/{worker}/retry", "masters/inventory/retry", "cancel?reason=enough"])
            Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync($"{run}/{path}", null)).StatusCode);

        Assert.Equal(
            [typeof(PauseOrchestration), typeof(ResumeOrchestration), typeof(RetryWorker), typeof(RetryMaster), typeof(CancelOrchestration)],
            host.Runs.Commands.Select(c => c.GetType()));
        Assert.Equal("enough", host.Runs.Commands.OfType<CancelOrchestration>().Single().Reason);
        using var late = await http.PostAsync($"{run}/pause", null);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("over: canceled", await ErrorAsync(late));
    }

    [Fact]
    public async Task An_unknown_worker_or_master_is_not_found()
    {
        host.Runs.Set(RecordedRun.Executing());
        var run = $"api/orchestrations/{RecordedRun.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"{run}/workers/{RecordedRun.Id}/retry", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"{run}/masters/nobody/retry", null)).StatusCode);
        Assert.Empty(host.Runs.Commands);
    }

    [Fact]
    public async Task Events_are_an_array_behind_a_position()
    {
        host.Runs.Set(RecordedRun.Executing(), FakeRuns.Event(1), FakeRuns.Event(2), FakeRuns.Event(3));

        var events = await http.GetFromJsonAsync<EventRecord[]>($"api/orchestrations/{RecordedRun.Id}/events?after=1", CortexJson.Options);

        Assert.Equal([2, 3], events!.Select(e => e.Position));
    }

    [Fact]
    public async Task A_stream_of_events_goes_on_from_the_last_id_and_ends_with_the_run()
    {
        host.Runs.Set(RecordedRun.Executing(), FakeRuns.Event(1), FakeRuns.Event(2));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/orchestrations/{RecordedRun.Id}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", "1");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        host.Runs.Set(RecordedRun.Executing(), FakeRuns.Event(3));
        host.Runs.Set(RecordedRun.Finished(RunStatus.Completed), FakeRuns.Event(4));

        var ids = new List<string?>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            ids.Add(item.EventId);
            Assert.Contains("\"position\":", item.Data);
            Assert.DoesNotContain("null", item.Data);
        }

        Assert.Equal(["2", "3", "4"], ids);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_token_nothing_is_told(string? token)
    {
        using var stranger = host.Client(token);

        foreach (var path in (string[])["api/host", "api/orchestrations", "API/host", "api/nothing"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("evil.example.com", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example.com", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task A_name_that_was_rebound_to_the_loopback_address_is_refused(string name, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/host");
        request.Headers.Host = $"{name}:{host.Url.Port}";

        Assert.Equal(expected, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        var document = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("api/openapi.json")).RootElement;

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/orchestrations", paths);
        Assert.Contains("/api/orchestrations/{id}/events", paths);
        Assert.Contains("/api/orchestrations/{id}/report.html", paths);
        Assert.Contains("/api/orchestrations/{id}/report.sarif", paths);
        Assert.Contains("/api/messages/{id}/resend", paths);
        Assert.Equal(18, paths.Count);
    }

    [Fact]
    public async Task An_unknown_path_is_an_error_like_any_other()
    {
        using var response = await http.GetAsync("api/orchestration");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Nothing answers GET /api/orchestration", await ErrorAsync(response));
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiError>(CortexJson.Options))!.Error;
}
