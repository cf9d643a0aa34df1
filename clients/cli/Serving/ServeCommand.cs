using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;

namespace Cortex.Cli.Serving;

internal sealed class ServeCommand : CortexCommand
{
    private readonly Option<int> port = new("--port") { HelpName = "N", Description = "Loopback port; 0 takes a free one (default: CORTEX_PORT, then 0)." };

    private readonly Option<string?> broker = new("--broker") { HelpName = "URL", Description = "Bus on the RabbitMQ at this amqp:// address (default: CORTEX_BROKER, then inside the process)." };

    public ServeCommand() : base(
        "serve",
        "Host all seven services and the API until Ctrl-C. Runs that were not over go on.",
        "cortex serve",
        "cortex serve --port 7070 --data /var/lib/cortex",
        "cortex serve --broker amqp://rabbit.example.org/campaigns")
    {
        Add(port);
        Add(broker);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        if (call.Settings.Server is not null)
            throw CommandFailure.Usage("'cortex serve' is a host itself; it does not take a server", "Unset CORTEX_SERVER.");
        await using var connection = await HostConnection.OpenAsync(call, HostNeed.Working, stop, staysWithoutBus: true);
        if (!connection.OwnsHost)
            throw new CommandFailure(ExitCodes.Failed, $"another host serves the data directory '{call.Settings.Data.Root}' at {connection.Client.Address}", "Use it, end it, or give another directory with --data.");
        await call.AnswerAsync(
            new { url = connection.Client.Address, data = call.Settings.Data.Root, endpoint = call.Settings.Data.Endpoint, pid = Environment.ProcessId },
            () => $"Serving {call.Settings.Data.Root} at {connection.Client.Address} (access token: {call.Settings.Data.Endpoint}). Ctrl-C ends it.");
        if (connection.Missing is { } missing)
            await call.Shell.Error.WriteLineAsync($"cortex: {missing}");
        await call.Shell.Out.FlushAsync(CancellationToken.None);
        await Task.WhenAny(EndOf(stop), EndOf(connection.Ending));
        if (!stop.IsCancellationRequested && connection.Failure is { } failure)
            throw new CommandFailure(ExitCodes.Failed, failure.Message.TrimEnd('.'), "'cortex serve' then goes on where the runs stopped.", failure);
        await call.Text.WriteLineAsync("Ending; runs that are not over go on with the next host.");
        return ExitCodes.Completed;
    }

    private static Task EndOf(CancellationToken token)
    {
        var ended = new TaskCompletionSource();
        token.Register(ended.SetResult);
        return ended.Task;
    }
}
