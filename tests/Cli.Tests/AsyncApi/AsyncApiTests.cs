using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts;
using Cortex.Coordinator.Tests.Golden;
using Cortex.Coordinator.Tests.Schemas;
using Cortex.Hosting.Data;
using Cortex.Messaging.Delivery;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Cli.Tests.AsyncApi;

/// <summary>docs/asyncapi.json is what the code says; CORTEX_APPROVE=1 writes it anew.</summary>
public sealed class AsyncApiTests : IDisposable
{
    private const string Document = "docs/asyncapi.json";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string folder = Directory.CreateTempSubdirectory("cortex-asyncapi-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_document_describes_the_bus_as_it_is_composed()
    {
        var text = (await GenerateAsync()).ToJsonString(Written) + "\n";
        var file = Repository.File(Document);
        if (Environment.GetEnvironmentVariable("CORTEX_APPROVE") is "1")
            await File.WriteAllTextAsync(file, text);

        Assert.True(await File.ReadAllTextAsync(file) == text, $"{Document} differs from the code. Write it anew: CORTEX_APPROVE=1 dotnet test tests/Cli.Tests --filter AsyncApi, and commit the file.");
    }

    [Fact]
    public async Task Every_command_of_a_master_and_every_event_of_a_run_has_its_exchange()
    {
        var channels = (await GenerateAsync())["channels"]!.AsObject();

        foreach (var service in ServiceNames.All)
            Assert.Equal($"{service}-start-worker", (string?)channels[$"{service}-start-worker"]!["address"]);
        foreach (var address in (string[])["Cortex.Contracts.Workers:WorkerCompleted", "Cortex.Contracts.Orchestrations:OrchestrationFinished", "start-orchestration"])
            Assert.Contains(channels, channel => (string?)channel.Value!["address"] == address);
    }

    [NodeFact]
    public void The_document_is_AsyncAPI_3()
    {
        var answer = JsonNode.Parse(new NodePackages("tests/Cli.Tests/AsyncApi/asyncapi").Run("validate.mjs", File.ReadAllText(Repository.File(Document))))!;

        Assert.Empty(answer["said"]!.AsArray().Where(said => (string?)said!["severity"] is "error" or "warning").Select(said => said!.ToJsonString()));
        Assert.True((bool)answer["valid"]!);
        Assert.True((int)answer["operations"]! > 50, answer.ToJsonString());
    }

    [NodeFact]
    public void A_document_with_a_mistake_is_refused()
    {
        var document = JsonNode.Parse(File.ReadAllText(Repository.File(Document)))!;
        document["operations"]!["start-orchestration"]!["action"] = "shout";

        var answer = JsonNode.Parse(new NodePackages("tests/Cli.Tests/AsyncApi/asyncapi").Run("validate.mjs", document.ToJsonString()))!;

        Assert.False((bool)answer["valid"]!);
    }

    private async Task<JsonObject> GenerateAsync()
    {
        var settings = SettingsReader.Read(CommandTree.Build().Parse("list"), new Dictionary<string, string>(StringComparer.Ordinal) { ["CORTEX_DATA"] = folder });
        await using var app = EmbeddedHost.Compose(settings, new DataDirectory(folder), HostNeed.Reading, TimeProvider.System);
        // The endpoints say what they take when the bus is made; it is not started.
        _ = app.Services.GetRequiredService<IBus>();
        return AsyncApiDocument.Of(app.Services.GetRequiredService<Subscriptions>().All, Published());
    }

    /// <summary>What a run says of itself, whether or not a service hears it.</summary>
    private static IEnumerable<Type> Published() => typeof(CortexJson).Assembly.GetExportedTypes()
        .Where(type => type.Namespace is not ("Cortex.Contracts.Api" or "Cortex.Contracts.Reports") && type.GetProperty("OrchestrationId")?.PropertyType == typeof(Guid))
        .Where(type => type.Name != "Assignment");
}
