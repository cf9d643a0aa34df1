using System.Text.Json.Nodes;
using Cortex.EndToEnd.Tests.BadInput;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using Xunit.Abstractions;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>The bus is configuration: the same run inside the process and over RabbitMQ.</summary>
public sealed class FleetRunTests(RabbitMqServer broker, ITestOutputHelper output) : IClassFixture<RabbitMqServer>, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task The_sample_fleet_gives_the_same_findings_and_assets_on_RabbitMQ_as_in_one_process()
    {
        var inside = await RunAsync("inside", broker: null);
        var over = await RunAsync("over", await broker.CreateHostAsync("fleet"));

        Assert.NotEmpty(inside.Findings);
        Assert.NotEmpty(inside.Assets);
        Assert.Equal(inside.Findings, over.Findings);
        Assert.Equal(inside.Assets, over.Assets);
        Assert.True(inside.Holds);
        Assert.True(over.Holds);
        output.WriteLine($"{inside.Findings.Count} findings and {inside.Assets.Count} assets; {inside.Seconds:0.0} s in one process, {over.Seconds:0.0} s on RabbitMQ");
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_run_whose_broker_does_not_take_it_says_so_and_ends()
    {
        var address = new UriBuilder(broker.Address) { Password = "wrong" }.Uri;

        var outcome = await CortexProcess.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["CORTEX_BROKER"] = address.ToString() }, Longest, "run", folder.Repository(), "--data", folder["refused"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith(
            $"error: RabbitMQ at amqp://127.0.0.1:{broker.Address.Port} refuses the user 'cortex' or the password. Correct the address in CORTEX_BROKER or --broker and start again, or give",
            outcome.Error.Trim(), StringComparison.Ordinal);
    }

    private async Task<Essence> RunAsync(string name, Uri? broker)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (broker is not null)
            variables["CORTEX_BROKER"] = broker.ToString();
        var data = folder[name];
        var report = Path.Combine(folder.Path, name + ".json");
        var run = await CortexProcess.RunAsync(variables, Longest, "run", "--masters", "inventory,security", "--dry-run", "--data", data, "--json", report);
        Assert.True(run.ExitCode is 0 or 3, $"{run.ExitCode}\n{run.Out}\n{run.Error}");
        var catalog = await CortexProcess.RunAsync("catalog", "export", "--format", "json", "--output", folder[name + "-catalog"], "--data", data);
        Assert.True(catalog.ExitCode == 0, catalog.Error);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
        var assets = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(folder[name + "-catalog"], "*.json").Single()))!["assets"]!.AsArray();
        return new Essence(
            Keys(json["findings"]!.AsArray(), "key"), Keys(assets, "urn"), (bool)json["certificate"]!["holds"]!, (double)json["run"]!["durationSeconds"]!);
    }

    private static List<string> Keys(JsonArray rows, string member) => [.. rows.Select(row => (string)row![member]!).Order(StringComparer.Ordinal)];

    private sealed record Essence(IReadOnlyList<string> Findings, IReadOnlyList<string> Assets, bool Holds, double Seconds);
}
