using System.Diagnostics;
using System.Globalization;
using Cortex.EndToEnd.Tests.Changes;
using Cortex.Coordinator.Tests.Golden;
using Cortex.Messaging;

namespace Cortex.EndToEnd.Tests.Telemetry;

/// <summary>What /metrics says after a run that really was.</summary>
[Collection(ChangeTests.Collection)]
public sealed class MetricsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_scrape_has_what_the_documentation_lists()
    {
        var page = await ScrapeAsync();

        Assert.Equal(3, Sum(page, "cortex_attempt_duration_seconds_count", "type=\"test-echo\"", "state=\"succeeded\""));
        Assert.True(Sum(page, "cortex_store_commit_duration_seconds_count") > 10);
        Assert.True(Sum(page, "cortex_store_decisions_total") >= Sum(page, "cortex_store_commit_duration_seconds_count"));
        Assert.True(Sum(page, "cortex_saga_decisions_total", "machine=\"orchestration\"") > 5);
        Assert.Equal(3, Sum(page, "cortex_gateway_request_duration_seconds_count", "operation=\"result\"", "status=\"200\""));
        Assert.Equal(0, Sum(page, "cortex_outbox_messages", "state=\"parked\""));
        Assert.Equal(0, Sum(page, "cortex_attempts_open", "state=\"running\""));

        var table = await File.ReadAllLinesAsync(Repository.File("docs/operations.md"));
        var documented = table.Where(line => line.StartsWith("| `cortex_", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();
        var families = page.Split('\n').Where(line => line.StartsWith("# TYPE cortex_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(documented.Order(StringComparer.Ordinal), families.Order(StringComparer.Ordinal));
    }

    [PromtoolFact]
    public async Task Promtool_has_nothing_to_say_about_it()
    {
        var page = await ScrapeAsync();
        var own = string.Join('\n', page.Split('\n').Where(line => line.Contains("cortex_", StringComparison.Ordinal))) + "\n";

        Assert.Equal((0, ""), await PromtoolAsync(own));
        Assert.NotEqual(1, (await PromtoolAsync(page)).Exit);
    }

    private async Task<string> ScrapeAsync()
    {
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        await using var host = await ChangeHost.StartAsync(_folder["data"], settings: [("Notifications:Webhooks:0:Url", "http://127.0.0.1:9/"), ("Notifications:Webhooks:0:Events", "canceled")]);
        await host.RunAsync(DeterministicId.Of(_folder["data"]), target.Folder, dryRun: true, goal: "test-echo*3");
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            // The watch sees the last attempt's end a moment after the report.
            var page = await http.GetStringAsync(new Uri(host.Url, "/metrics"), limit.Token);
            if (Sum(page, "cortex_attempt_duration_seconds_count") == 3)
                return page;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }

    private static double Sum(string page, string name, params string[] labels) => page.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim(' ').Split(' ') is [var value, ..] && value != name ? value : line.Split(' ')[1], CultureInfo.InvariantCulture));

    private static async Task<(int Exit, string Said)> PromtoolAsync(string page)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = promtool.StandardError.ReadToEndAsync();
        var output = promtool.StandardOutput.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(page);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await said);
    }
}

internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "promtool")))
        ? null
        : "promtool is missing; Debian has it in the package prometheus.";
}
