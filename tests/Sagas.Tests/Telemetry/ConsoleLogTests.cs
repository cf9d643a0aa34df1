using System.Text.Json;
using Cortex.Hosting.Hosts;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Cortex.Sagas.Tests.Telemetry;

/// <summary>What a host writes to standard error.</summary>
[Collection(nameof(ConsoleLogTests))]
public sealed class ConsoleLogTests : Scene
{
    [Fact]
    public async Task Json_lines_name_the_run_and_the_message_they_are_about()
    {
        var message = NewId.NextGuid();
        var lines = await SaidAsync("json", message);

        var line = lines.Select(text => JsonDocument.Parse(text).RootElement).First(entry => entry.GetProperty("Message").GetString()!.Contains("the room is closed", StringComparison.Ordinal));
        var scope = line.GetProperty("Scopes").EnumerateArray().Single(inner => inner.TryGetProperty("run", out _));
        Assert.Equal(Run.ToString("D"), scope.GetProperty("run").GetString());
        Assert.Equal(message.ToString("D"), scope.GetProperty("message").GetString());
        Assert.Equal("Information", line.GetProperty("LogLevel").GetString());
        Assert.EndsWith("Z", line.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_a_line_an_entry() =>
        Assert.Contains(await SaidAsync("", NewId.NextGuid()), line => line.StartsWith("info: ", StringComparison.Ordinal) && line.Contains("the room is closed", StringComparison.Ordinal));

    [Fact]
    public async Task Another_form_is_refused_with_the_nearest_one() => Assert.Contains(
        "did you mean 'json'?", (await Assert.ThrowsAsync<ArgumentException>(() => SaidAsync("jsn", NewId.NextGuid()))).Message, StringComparison.Ordinal);

    private async Task<string[]> SaidAsync(string form, Guid message)
    {
        var before = Console.Error;
        await using var said = new StringWriter();
        Console.SetError(TextWriter.Synchronized(said));
        try
        {
            var options = new CortexHostOptions { LogLevel = LogLevel.Information, Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LOG"] = form } };
            await using (var host = await TestHost.StartAsync(File.Path, host: options))
            {
                var log = host.Loggers.CreateLogger("test");
                host.Heard.Before = (_, _) =>
                {
                    log.LogInformation("the room is closed");
                    return Task.CompletedTask;
                };
                await host.PublishAsync(new RoomClosed { OrchestrationId = Run, RoomId = Room, At = default }, message);
                await host.Heard.NextAsync<RoomClosed>();
            }

            return said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Console.SetError(before);
        }
    }
}

[CollectionDefinition(nameof(ConsoleLogTests), DisableParallelization = true)]
public sealed class ConsoleLogCollection;
