using System.Diagnostics;
using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Embedded;

/// <summary>The whole product in one process, from the outside.</summary>
public sealed class EmbeddedRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Repository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_run_goes_through_six_phases_and_every_reader_agrees_on_it()
    {
        var run = await RunAsync("run", repository.Source);

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCodes.Completed, run.ExitCode);
        for (var phase = 0; phase < 6; phase++)
            Assert.Matches($"phase {phase} \\w+ completed after", run.Out);
        Assert.Matches("Certificate +holds", run.Out);
        Assert.Contains("report.json", run.Out);

        var list = JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement;
        Assert.Equal("completed", list[0].GetProperty("status").GetString());
        var id = list[0].GetProperty("id").GetString()!;
        var report = JsonDocument.Parse((await RunAsync("report", id[..8], "--json")).Out).RootElement;
        Assert.True(report.GetProperty("certificate").GetProperty("holds").GetBoolean());
        Assert.Contains(id, (await RunAsync("report", "--format", "md")).Out);
        Assert.Contains("left-pad", (await RunAsync("catalog", "search", "left-pad")).Out);
        Assert.Contains("OrchestrationResolved", (await RunAsync("events", id)).Out);
        Assert.Contains("1 run in", (await RunAsync("doctor")).Out);
        Assert.False(File.Exists(Path.Combine(repository.Data, "host.json")));
    }

    [Fact]
    public async Task A_recorded_run_replays_identically_from_the_store_and_from_a_file()
    {
        await RunAsync("run", repository.Source);
        var id = JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement[0].GetProperty("id").GetString()!;
        var file = repository.Below("run.jsonl");

        var verified = await RunAsync("replay", id, "--verify");
        var exported = await RunAsync("replay", id[..8], "--export", file);
        var elsewhere = await RunAsync("replay", file);
        var early = await RunAsync("replay", id, "--to", "1");
        var earlyElsewhere = await RunAsync("replay", file, "--to", "1", "--json");

        Assert.Equal("", verified.Error + exported.Error + elsewhere.Error + early.Error);
        Assert.StartsWith("Identical: ", verified.Out);
        Assert.Equal(verified.Out, elsewhere.Out);
        Assert.StartsWith($"orchestration/{id}#1  ", early.Out);
        Assert.Equal(1, JsonDocument.Parse(earlyElsewhere.Out).RootElement.GetArrayLength());

        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllLinesAsync(file, lines.Where((_, i) => i != 5));
        var damaged = await RunAsync("replay", file);
        Assert.Equal(ExitCodes.Failed, damaged.ExitCode);
        Assert.StartsWith("Replay and log part at ", damaged.Out);
    }

    [Fact]
    public async Task A_target_that_is_none_is_a_usage_error_alone_and_a_finding_beside_a_good_one()
    {
        var alone = await RunAsync("run", repository.Below("none"));
        var beside = await RunAsync("run", repository.Source, repository.Below("none"), "--json");

        Assert.Equal(ExitCodes.Usage, alone.ExitCode);
        Assert.Contains("does not exist", alone.Error);
        Assert.Equal(ExitCodes.Completed, beside.ExitCode);
        Assert.Contains("unreadable-input", JsonDocument.Parse(beside.Out).RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task The_same_id_twice_is_one_run()
    {
        var id = "11111111-2222-3333-4444-555555555555";

        await RunAsync("run", repository.Source, "--id", id);
        var again = await RunAsync("run", repository.Source, "--id", id);

        Assert.Equal(ExitCodes.Completed, again.ExitCode);
        Assert.Equal(1, JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_signal_cancels_cleanly(bool interrupt)
    {
        using var cortex = await StartStuckAsync();

        if (interrupt)
            cortex.Interrupt();
        else
            cortex.Terminate();
        var outcome = await cortex.EndAsync();

        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCodes.Canceled, outcome.ExitCode);
        Assert.Contains("Canceled in", outcome.Out);
        Assert.Matches("Certificate +holds", outcome.Out);
        Assert.Equal("canceled", await StatusAsync());
    }

    [Fact]
    public async Task A_second_terminal_joins_and_goes_on_when_the_host_is_killed()
    {
        using var host = await StartStuckAsync();
        using var guest = CortexProcess.Start(["run", repository.Source], Stuck);
        await UntilAsync(async () => (await RunsAsync()).Count == 2);

        host.Kill();
        await UntilAsync(() => Task.FromResult(HostPid() is { } pid && pid == guest.Id));
        Assert.All(await RunsAsync(), status => Assert.Equal("running", status));
        guest.Interrupt();
        var outcome = await guest.EndAsync();

        Assert.Contains("the host of this run ended; going on here", outcome.Out);
        Assert.Equal(ExitCodes.Canceled, outcome.ExitCode);
        Assert.Equal(["canceled", "running"], (await RunsAsync()).Order());
        Assert.Equal(ExitCodes.Completed, (await RunAsync("cancel", await UnfinishedAsync())).ExitCode);
    }

    [Fact]
    public async Task A_run_whose_host_was_killed_stands_still_until_it_is_resumed()
    {
        using (var host = await StartStuckAsync())
            host.Kill();

        var status = await RunAsync("status");
        var watched = await RunAsync("watch");
        Assert.Contains("No host is running: 'cortex resume", status.Out);
        Assert.Equal(ExitCodes.Failed, watched.ExitCode);
        Assert.Contains("no host is running it", watched.Error);
        Assert.Equal("running", await StatusAsync());

        // Without the settings that made its worker stick, the retry of that worker succeeds.
        var resumed = await RunAsync("resume");
        Assert.Equal(ExitCodes.Completed, resumed.ExitCode);
        Assert.Equal("completed", await StatusAsync());
    }

    [Fact]
    public async Task Serving_is_for_one_host_at_a_time()
    {
        using var host = CortexProcess.Start(["serve", "--data", repository.Data]);
        await UntilAsync(() => Task.FromResult(HostPid() == host.Id));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(repository.Data, "host.json")));

        var second = await CortexProcess.RunAsync(["serve", "--data", repository.Data]);
        var joined = await RunAsync("run", repository.Source);
        host.Terminate();
        var ended = await host.EndAsync();

        Assert.Equal(ExitCodes.Failed, second.ExitCode);
        Assert.Contains("another host serves the data directory", second.Error);
        Assert.Equal(ExitCodes.Completed, joined.ExitCode);
        Assert.Equal(ExitCodes.Completed, ended.ExitCode);
        Assert.Null(HostPid());
    }

    [Fact]
    public async Task A_left_over_endpoint_file_is_recognised()
    {
        Directory.CreateDirectory(repository.Data);
        await File.WriteAllTextAsync(Path.Combine(repository.Data, "host.json"), """{ "url": "http://127.0.0.1:9/", "token": "old", "pid": 1, "startedAt": "2026-01-01T00:00:00Z" }""");

        Assert.Equal(ExitCodes.Completed, (await RunAsync("run", repository.Source)).ExitCode);
    }

    [Fact]
    public async Task A_store_of_another_version_is_one_clear_line()
    {
        await RunAsync("run", repository.Source);
        await SqlAsync("UPDATE cortex_schema SET version = 999 WHERE name = 'sagas'");

        foreach (var args in (string[][])[["run", repository.Source], ["list"], ["doctor"]])
        {
            var outcome = await RunAsync(args);
            Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
            Assert.Contains("another version of Cortex", outcome.Error + outcome.Out);
            Assert.DoesNotContain("   at ", outcome.Error + outcome.Out);
        }
    }

    [Fact]
    public async Task A_store_that_is_no_store_is_one_clear_line()
    {
        Directory.CreateDirectory(repository.Data);
        await File.WriteAllTextAsync(Path.Combine(repository.Data, "cortex.db"), new string('x', 8192));

        var outcome = await RunAsync("run", repository.Source);

        Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
        Assert.Contains("cannot be opened", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    private Dictionary<string, string> Variables => new(StringComparer.Ordinal) { ["CORTEX_DATA"] = repository.Data };

    /// <summary>Workers that start and never call home.</summary>
    private Dictionary<string, string> Stuck => new(Variables, StringComparer.Ordinal)
    {
        ["CORTEX_Workers__Launching__Command__0"] = "/bin/sh",
        ["CORTEX_Workers__Launching__Command__1"] = "-c",
        ["CORTEX_Workers__Launching__Command__2"] = "sleep 300",
    };

    private Task<CortexProcess.Outcome> RunAsync(params string[] args) => CortexProcess.RunAsync(args, Variables);

    private async Task<CortexProcess> StartStuckAsync()
    {
        var cortex = CortexProcess.Start(["run", repository.Source], Stuck);
        await UntilAsync(async () => File.Exists(Path.Combine(repository.Data, "host.json")) && (await RunAsync("status", "--json")).Out.Contains("\"status\": \"running\"", StringComparison.Ordinal)
            && (await RunAsync("events")).Out.Contains("StartWorker", StringComparison.Ordinal));
        return cortex;
    }

    private async Task<IReadOnlyList<string>> RunsAsync() =>
        [.. JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement.EnumerateArray().Select(r => r.GetProperty("status").GetString()!)];

    private async Task<string> StatusAsync() => Assert.Single(await RunsAsync());

    private async Task<string> UnfinishedAsync() =>
        JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement.EnumerateArray().Single(r => r.GetProperty("status").GetString() == "running").GetProperty("id").GetString()!;

    private int? HostPid()
    {
        var file = Path.Combine(repository.Data, "host.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("pid").GetInt32() : null;
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(repository.Data, "cortex.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var asked = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(asked.Elapsed < Limit, "it did not happen in time");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
