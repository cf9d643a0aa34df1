using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cortex.EndToEnd.Tests.BadInput;
using Cortex.Messaging;
using Cortex.EndToEnd.Tests.Distributed;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>Anyone can start a run: JSON, as the HTTP API takes it, published by any AMQP client.</summary>
public sealed class PlainRequestTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private const string Errors = Publisher.Exchange + "_error";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Plain_JSON_starts_a_run_and_the_same_message_again_is_the_same_run()
    {
        var address = await broker.CreateHostAsync("plain");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        await using var client = await Publisher.ConnectAsync(address);
        var body = JsonSerializer.Serialize(new { targets = new[] { folder.Repository() }, masters = new[] { "inventory" }, dryRun = true, requestedBy = "a script" });

        await client.PublishAsync(body, "order-17");
        await client.PublishAsync(body, "order-17", contentType: null);

        var id = DeterministicId.Of("request/order-17");
        var report = await host.FinishAsync(id);
        Assert.Equal(("completed", true, true), (report.Run.Status, report.Run.DryRun, report.Certificate.Holds));
        Assert.Equal(id, Assert.Single(await host.RunsAsync()).Id);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task The_curl_example_of_the_documentation_starts_a_run()
    {
        var address = await broker.CreateHostAsync("curl");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        var example = Documentation.Example("docs/messaging.md", "sh", "curl -sS").Replace("/src/shop", folder.Repository(), StringComparison.Ordinal);

        var said = await RunAsync("bash", ["-c", example], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RABBITMQ_USER"] = RabbitMqServer.User,
            ["RABBITMQ_PASSWORD"] = RabbitMqServer.Password,
            ["RABBITMQ_MANAGEMENT"] = broker.Management.BaseAddress!.ToString().TrimEnd('/'),
            ["RABBITMQ_VHOST"] = "curl",
        });

        Assert.Equal("""{"routed":true}""", said);
        Assert.True((await host.FinishAsync(DeterministicId.Of("request/nightly-2026-11-29"))).Certificate.Holds);
    }

    [PikaFact]
    public async Task The_Python_example_of_the_documentation_starts_a_run()
    {
        var address = await broker.CreateHostAsync("pika");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        var example = Documentation.Example("docs/messaging.md", "python", "import pika");

        await RunAsync(PikaFactAttribute.Python, ["-c", example, folder.Repository()], new Dictionary<string, string>(StringComparer.Ordinal) { ["CORTEX_BROKER"] = address.ToString() });

        var id = await host.FirstAsync();
        Assert.True((await host.FinishAsync(id)).Certificate.Holds);
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_malformed_request_is_dead_lettered_and_listed_with_the_reason()
    {
        var address = await broker.CreateHostAsync("malformed");
        await using var host = await ServedHost.StartAsync(address, folder["data"]);
        await using var client = await Publisher.ConnectAsync(address);
        (string Body, string Reason)[] requests =
        [
            ("{ \"target\": [\"/src\"] }", "A request has no member 'target'."),
            ("{ \"targets\": 7 }", "The request cannot be read at $.targets"),
            ("{ \"dryRun\": true, \"dryRun\": false }", "The request has a member twice."),
            ("[1, 2]", ""),
            ("targets: all", ""),
            ("", ""),
            ("{ \"orchestrationId\": \"00000000-0000-0000-0000-000000000000\" }", "The id of a run must not be all zeros."),
        ];

        foreach (var (body, reason) in requests)
        {
            await client.PublishAsync(body);

            var dead = await client.TakeAsync(Errors);
            Assert.Equal(body, Encoding.UTF8.GetString(dead.Body.Span));
            var said = Encoding.UTF8.GetString((byte[])dead.BasicProperties.Headers!["MT-Fault-Message"]!);
            Assert.StartsWith(reason, said, StringComparison.Ordinal);
            Assert.NotEmpty(said);
            // It goes to the queue and to the store one after the other.
            await UpCluster.UntilAsync(async () => (await host.MessagesAsync()).Count == Array.FindIndex(requests, request => request.Body == body) + 1, $"{body} is not parked");
            Assert.Contains(await host.MessagesAsync(), message => message.Reason.Contains(reason, StringComparison.Ordinal));
        }

        Assert.Equal(requests.Length, (await host.MessagesAsync()).Count);
        Assert.Empty(await host.RunsAsync());

        var listed = await CortexProcess.RunAsync("messages", "list", "--data", folder["data"]);
        Assert.Contains("A request has no member 'target'.", listed.Out, StringComparison.Ordinal);
        var id = (await host.MessagesAsync())[0].Id.ToString();
        Assert.Contains("all zeros", (await CortexProcess.RunAsync("messages", "show", id, "--data", folder["data"])).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await CortexProcess.RunAsync("messages", "resend", id, "--data", folder["data"])).ExitCode);
        Assert.Equal(0, (await CortexProcess.RunAsync("messages", "discard", id[..8], "--data", folder["data"])).ExitCode);
        Assert.Equal(requests.Length - 1, (await host.MessagesAsync()).Count);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error}");
        return (await output).Trim();
    }
}
