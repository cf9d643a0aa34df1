using System.Net;
using System.Net.Http.Json;
using System.Text;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Cortex.Workers.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Workers.Tests;

public sealed class GatewayTests
{
    private static readonly WorkerResult Result = new() { Findings = [Finding("one")] };

    [Fact]
    public async Task The_assignment_is_what_was_commanded_and_the_first_fetch_is_the_start()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", "input", lease: 100);
        var client = await harness.PlayAsync(start);

        var assignment = await client.FetchAssignmentAsync(default);
        await client.FetchAssignmentAsync(default);

        Assert.Equal((start.WorkerId, 1, "test-echo", "input", 100), (assignment.WorkerId, assignment.Attempt, assignment.Type, assignment.Input, assignment.LeaseTokens));
        Assert.Single(harness.Emitted, o => o.Message is AttemptStarted);
    }

    [Fact]
    public async Task A_worker_is_answered_from_what_its_master_keeps()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        Assert.Equal("""{"asked":["a"]}""", await client.AskAsync("echo", """["a"]""", default));
    }

    [Fact]
    public async Task A_lookup_that_no_master_has_is_refused_with_the_names_there_are()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        var refused = await Assert.ThrowsAsync<GatewayRefusedException>(() => client.AskAsync("nobody", "{}", default));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains("echo", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_result_twice_is_one_result()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        await client.FetchAssignmentAsync(default);

        await client.HandInAsync(Result, default);
        await client.HandInAsync(Result, default);

        Assert.Single(harness.Emitted, o => o.Message is AttemptSucceeded);
        var other = await Assert.ThrowsAsync<GatewayRefusedException>(() => client.HandInAsync(Result with { Findings = [] }, default));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
    }

    [Fact]
    public async Task A_result_is_durable_with_its_message_before_the_answer()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        await client.FetchAssignmentAsync(default);

        await client.HandInAsync(Result, default);

        var stored = harness.Store.Read(s => (
            Results: s.Scalar("SELECT COUNT(*) FROM results"),
            Rows: s.Scalar("SELECT COUNT(*) FROM outbox WHERE type = $1", typeof(AttemptSucceeded).FullName),
            State: s.Scalar("SELECT state FROM attempts")));
        Assert.Equal((1L, 1L, "Succeeded"), stored);
    }

    [Fact]
    public async Task An_older_attempt_is_fenced()
    {
        await using var harness = await Harness.StartAsync();
        var older = await harness.PlayAsync(harness.Command("test-echo"));
        await older.FetchAssignmentAsync(default);
        var newer = await harness.PlayAsync(harness.Command("test-echo", attempt: 2));

        foreach (var call in (Func<Task>[])[
            () => older.FetchAssignmentAsync(default),
            () => older.HeartbeatAsync(new Heartbeat(), default),
            () => older.ReserveAsync(new TokenReservation { ReservationId = harness.Run, Tokens = 1 }, default),
            () => older.HandInAsync(Result, default)])
        {
            var refused = await Assert.ThrowsAsync<GatewayRefusedException>(call);
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("attempt 2 has taken its place", refused.Message, StringComparison.Ordinal);
        }

        await newer.FetchAssignmentAsync(default);
        await newer.HandInAsync(Result, default);
        Assert.Equal(2, (await harness.ExpectAsync<AttemptSucceeded>()).Attempt);
    }

    [Fact]
    public async Task Only_its_own_token_opens_an_attempt()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo");
        var token = await harness.RecordAsync(start, await harness.SleeperAsync());
        var forged = AttemptToken.Create(new AttemptKey(start.WorkerId, 1)).Text;

        foreach (var wrong in (string[])[forged, token[..^1], token.Replace(".1.", ".2.", StringComparison.Ordinal), "x", ""])
        {
            using var answer = await GetAsync(harness, "assignment", wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.NotNull(await answer.Content.ReadFromJsonAsync<ApiError>(CortexJson.Options));
        }

        Assert.Empty(harness.Emitted);
        Assert.DoesNotContain(token.Split('.')[2], await DatabaseTextAsync(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var harness = Harness.Idle(time);
        var token = await harness.RecordAsync(harness.Command("test-echo"), null);
        var gateway = harness.Host.Services.GetRequiredService<WorkerGateway>();

        gateway.Authenticate("Bearer " + token);
        time.Advance(TimeSpan.FromMinutes(26));

        var refused = Assert.Throws<RefusedException>(() => gateway.Authenticate("Bearer " + token));
        Assert.Equal(401, refused.Status);
        Assert.Contains("expired", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_or_no_json_is_refused()
    {
        await using var harness = await Harness.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Workers:Gateway:MostHeartbeatBytes"] = "2048", ["Workers:Gateway:MostArtifactBytes"] = "4096" });
        var token = await harness.RecordAsync(harness.Command("test-echo"), await harness.SleeperAsync());
        var large = new string('x', 5000);

        using var heartbeat = await SendAsync(harness, HttpMethod.Post, "heartbeat", token, new StringContent($"{{\"message\":\"{large}\"}}"));
        using var artifact = await SendAsync(harness, HttpMethod.Put, "artifacts/a", token, new StringContent(large));
        using var chunked = await SendAsync(harness, HttpMethod.Put, "artifacts/a", token, new PushContent(large));
        using var broken = await SendAsync(harness, HttpMethod.Put, "result", token, new StringContent("{\"findings\":"));

        Assert.Equal(
            [HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest],
            [heartbeat.StatusCode, artifact.StatusCode, chunked.StatusCode, broken.StatusCode]);
    }

    [Fact]
    public async Task An_artifact_is_kept_under_its_hash()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        var file = Path.Combine(harness.Data.Root, "log.txt");
        await File.WriteAllTextAsync(file, "content");

        var sha = await client.SaveArtifactAsync("logs/build log.txt", file, default);

        Assert.Equal("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73", sha);
        await using var kept = new ArtifactFiles(harness.Data).Open(sha);
        Assert.Equal("content", await new StreamReader(kept).ReadToEndAsync());
    }

    [Fact]
    public async Task An_incomplete_result_without_a_stop_is_a_failure()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo"));
        await client.FetchAssignmentAsync(default);

        await client.HandInAsync(Result with { Complete = false }, default);

        Assert.True((await harness.ExpectAsync<AttemptFailed>()).Failure.Retryable);
    }

    [Fact]
    public async Task A_gateway_that_was_away_gets_the_result_when_it_is_back()
    {
        await using var harness = await Harness.StartAsync();
        var token = await harness.RecordAsync(harness.Command("test-echo"), await harness.SleeperAsync());
        var relay = new TcpRelay(new Uri(harness.Host.Urls.Single()));
        var client = new GatewayClient(WorkerProcess.NewClient(), relay.Address, token, TimeProvider.System) { Patience = TimeSpan.FromSeconds(60) };
        using (relay.Open())
            await client.FetchAssignmentAsync(default);

        var handIn = client.HandInAsync(Result, default);
        using (relay.Open())
            await handIn;

        Assert.Equal(1, (await harness.ExpectAsync<AttemptSucceeded>()).Findings);
    }

    [Fact]
    public async Task A_gateway_that_stays_away_is_given_up()
    {
        var client = new GatewayClient(WorkerProcess.NewClient(), new Uri("http://127.0.0.1:1"), "token", TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(300) };

        await Assert.ThrowsAsync<GatewayUnreachableException>(() => client.FetchAssignmentAsync(default));
    }

    private static Finding Finding(string title) => new() { Key = title, Master = "testing", Kind = FindingKinds.Feature, Rule = "r", Severity = Severity.Info, Target = "t", Title = title };

    private static Task<HttpResponseMessage> GetAsync(Harness harness, string path, string token) => SendAsync(harness, HttpMethod.Get, path, token, null);

    private static async Task<HttpResponseMessage> SendAsync(Harness harness, HttpMethod method, string path, string token, HttpContent? content)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{harness.Host.Urls.Single()}{GatewayEndpoints.Prefix}/{path}") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await http.SendAsync(request);
    }

    private static async Task<string> DatabaseTextAsync(Harness harness)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(harness.Data.Root, "cortex.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    /// <summary>A body without a length.</summary>
    private sealed class PushContent(string text) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
