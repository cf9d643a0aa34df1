using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Hosts;
using Cortex.Cli.Tests.Processes;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Tests.Commands;

/// <summary>Real processes against the real API over runs that end as the test wants.</summary>
public sealed class RemoteRunTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-cli-");
    private FakeHost host = null!;

    public async Task InitializeAsync() => host = await FakeHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_that_completes_ends_with_0_and_a_summary()
    {
        var outcome = await RunAsync("run", "https://example.com/webshop.git", "--goal", "upgrade everything");

        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        Assert.Contains("phase 0 preflight started (limit 5m 00s)", outcome.Out);
        Assert.Contains("phase 3 execution completed after 4.0s", outcome.Out);
        Assert.Contains("worker 00000007 catalog-worker on samples/ledger failed", outcome.Out);
        Assert.Contains("Completed in 1m 35s", outcome.Out);
        Assert.Matches(@"assets catalogued +42 +1,214 +\+1,172", outcome.Out);
        Assert.Contains("not measured: no worker measures it yet", outcome.Out);
        Assert.Matches("security +no work declared", outcome.Out);
        Assert.Contains("not used: samples/gone: there is no such folder", outcome.Out);
        Assert.Contains("\"upgrade everything\": recorded; nothing uses it yet", outcome.Out);
        Assert.Matches("Certificate +holds", outcome.Out);
        Assert.Empty(outcome.Error);
        Assert.True(host.Runs.Started.TryPeek(out var request));
        Assert.False(request.Trusted);
        Assert.Equal("upgrade everything", request.Goal);
    }

    [Fact]
    public async Task Open_escalations_end_with_3_and_a_failed_run_with_1()
    {
        host.Runs.OnStart = id => RecordedRun.Finished(RunStatus.Completed, id, RecordedRun.Escalation);
        var escalated = await RunAsync("run", "https://example.com/a.git");
        host.Runs.OnStart = id => RecordedRun.Finished(RunStatus.Failed, id);
        var failed = await RunAsync("run", "https://example.com/a.git");

        Assert.Equal(ExitCodes.OpenEscalations, escalated.ExitCode);
        Assert.Contains("Escalations (1 open)", escalated.Out);
        Assert.Equal(ExitCodes.Failed, failed.ExitCode);
    }

    [Theory]
    [InlineData("run https://example.com/a.git")]
    [InlineData("report")]
    public async Task Findings_fail_a_pipeline_that_asks_for_it(string line)
    {
        host.Runs.Set(UpToMedium(RecordedRun.Id));
        host.Runs.OnStart = UpToMedium;
        string[] words = line.Split(' ');

        var failed = await RunAsync([.. words, "--fail-on", "medium"]);
        var passed = await RunAsync([.. words, "--fail-on", "high"]);

        Assert.Equal(ExitCodes.Failed, failed.ExitCode);
        Assert.Contains("failed: 1 finding of severity medium or above (--fail-on medium)", failed.Error);
        Assert.Equal(ExitCodes.Completed, passed.ExitCode);
        Assert.Empty(passed.Error);
    }

    private static Contracts.Api.RunDetails UpToMedium(Guid id)
    {
        var run = RecordedRun.Finished(RunStatus.Completed, id);
        return run with { RecentFindings = [.. run.RecentFindings.Where(f => f.Severity <= Contracts.Findings.Severity.Medium)] };
    }

    [Theory]
    [InlineData("md", "# Run")]
    [InlineData("html", "<!doctype html>")]
    [InlineData("sarif", "report.sarif")]
    [InlineData("vex", "report.vex.json")]
    public async Task A_report_is_printed_in_the_format_that_is_asked_for(string format, string shows)
    {
        host.Runs.Set(RecordedRun.Finished(RunStatus.Completed));

        var outcome = await RunAsync("report", "--format", format);

        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        Assert.Contains(shows, outcome.Out);
    }

    [Fact]
    public async Task Bare_json_owns_standard_output()
    {
        var outcome = await RunAsync("run", "https://example.com/a.git", "--json");

        var report = JsonDocument.Parse(outcome.Out).RootElement;
        Assert.Equal("cortex.report/1", report.GetProperty("schema").GetString());
        Assert.Contains("phase 0 preflight", outcome.Error);
    }

    [Fact]
    public async Task Json_with_a_file_writes_the_report_there_and_leaves_the_lines()
    {
        var file = Path.Combine(folder.FullName, "report.json");

        var outcome = await RunAsync("run", "https://example.com/a.git", "--json", file);

        Assert.Equal("cortex.report/1", JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("schema").GetString());
        Assert.Contains("phase 0 preflight", outcome.Out);
    }

    [Fact]
    public async Task A_request_that_cannot_be_resolved_is_a_usage_error()
    {
        host.Runs.Rejects = "the target 'https://example.com/a.git' is no repository";

        var outcome = await RunAsync("run", "https://example.com/a.git");

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains("error: the target 'https://example.com/a.git' is no repository", outcome.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_signal_cancels_the_run_and_waits_until_it_is_canceled(bool interrupt)
    {
        host.Runs.OnStart = id => RecordedRun.Executing(id);
        using var cortex = CortexProcess.Start(["run", "https://example.com/a.git"], Variables);
        await host.Runs.FirstStart.Task.WaitAsync(TimeSpan.FromSeconds(30));

        if (interrupt)
            cortex.Interrupt();
        else
            cortex.Terminate();
        var outcome = await cortex.EndAsync();

        Assert.Equal(ExitCodes.Canceled, outcome.ExitCode);
        Assert.Contains("canceling …", outcome.Out);
        Assert.Contains("Canceled in", outcome.Out);
        Assert.IsType<CancelOrchestration>(Assert.Single(host.Runs.Commands));
    }

    [Fact]
    public async Task Interrupting_a_watch_leaves_the_run_alone()
    {
        host.Runs.Set(RecordedRun.Executing());
        using var cortex = CortexProcess.Start(["watch", "0f8e"], Variables);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System);

        cortex.Interrupt();
        var outcome = await cortex.EndAsync();

        Assert.Equal(ExitCodes.Canceled, outcome.ExitCode);
        Assert.Empty(host.Runs.Commands);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("status")]
    [InlineData("status 0f8e2c1a")]
    [InlineData("status --json 0f8e2c1a")]
    [InlineData("report")]
    [InlineData("events")]
    [InlineData("pause")]
    [InlineData("cancel 0f8e2c1a")]
    [InlineData("retry 0f8e2c1a --worker 00000007")]
    [InlineData("retry 0f8e2c1a --master inventory")]
    [InlineData("config show")]
    [InlineData("doctor")]
    [InlineData("plan show")]
    [InlineData("plan schema")]
    [InlineData("packages compare npm 1.0.0 2.0.0")]
    [InlineData("completions bash")]
    public async Task Bare_json_is_json_and_nothing_else(string line)
    {
        host.Runs.Set(line is "report" ? RecordedRun.Finished(RunStatus.Completed) : RecordedRun.Executing(), FakeRuns.Event(1), FakeRuns.Event(2));
        string[] words = line.Split(' ');

        var outcome = await RunAsync(words.Contains("--json") ? words : [.. words, "--json"]);

        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Out);
    }

    [Fact]
    public async Task Events_are_followed_until_the_run_is_over()
    {
        host.Runs.Set(RecordedRun.Executing(), FakeRuns.Event(1), FakeRuns.Event(2));
        using var cortex = CortexProcess.Start(["events", "--follow", "--json"], Variables);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        host.Runs.Set(RecordedRun.Executing(), FakeRuns.Event(3));
        host.Runs.Set(RecordedRun.Finished(RunStatus.Completed), FakeRuns.Event(4));

        var outcome = await cortex.EndAsync();

        var positions = outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("position").GetInt64());
        Assert.Equal([1, 2, 3, 4], positions);
    }

    [Fact]
    public async Task A_wrong_token_or_nobody_there_is_one_clear_line()
    {
        var denied = await CortexProcess.RunAsync(["list"], new Dictionary<string, string> { ["CORTEX_SERVER"] = host.Url.ToString(), ["CORTEX_TOKEN"] = "wrong" });
        var nobody = await CortexProcess.RunAsync(["list", "--server", "http://127.0.0.1:9"]);

        Assert.Equal(ExitCodes.Failed, denied.ExitCode);
        Assert.Contains("The access token is missing or wrong.", denied.Error);
        Assert.Contains("CORTEX_TOKEN", denied.Error);
        Assert.Equal(ExitCodes.Failed, nobody.ExitCode);
        Assert.Contains("the host does not answer", nobody.Error);
        Assert.DoesNotContain("   at ", nobody.Error);
    }

    [Fact]
    public async Task An_unknown_run_is_a_usage_error()
    {
        var outcome = await RunAsync("status", "abcd");

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains("No run has the id 'abcd'.", outcome.Error);
    }

    private Dictionary<string, string> Variables => new() { ["CORTEX_SERVER"] = host.Url.ToString(), ["CORTEX_TOKEN"] = FakeHost.Token, ["HOME"] = folder.FullName };

    private Task<CortexProcess.Outcome> RunAsync(params string[] args) => CortexProcess.RunAsync(args, Variables);
}
