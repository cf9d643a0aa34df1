using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Up;

internal sealed class UpCommand : CortexCommand
{
    private readonly Option<bool> detach = new("--detach", "-d") { Description = "Leave it running in the background; 'cortex down' ends it." };
    private readonly Option<string[]> replicas = new("--replicas") { HelpName = "SERVICE=N", Description = "More than one process of a service; may be given again.", DefaultValueFactory = _ => [] };
    private readonly Option<int?> port = new("--port") { HelpName = "N", Description = "The coordinator's loopback port (default: CORTEX_PORT, then a free one)." };

    public UpCommand() : base(
        "up",
        "Start RabbitMQ, PostgreSQL, Redis and the seven services as processes of this machine, and start again what dies.",
        "cortex up",
        "cortex up --detach --port 7070 --replicas coordinator=2 --replicas security=3",
        "CORTEX_STORE='Host=db;Database=cortex;Username=cortex;Password=…' cortex up")
    {
        Add(detach);
        Add(replicas);
        Add(port);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        if (call.Settings.Server is not null)
            throw CommandFailure.Usage("'cortex up' starts a coordinator itself; it does not take a server", "Unset CORTEX_SERVER.");
        if (OperatingSystem.IsWindows())
            throw new CommandFailure(ExitCodes.Failed, "'cortex up' needs Linux or macOS", "Start the images with deploy/compose.yaml.");
        var counts = ReplicaCounts.Read(call.Get(replicas)!);
        return call.Get(detach) ? await DetachedUp.RunAsync(call, counts, stop) : await RunAsync(call, counts, stop);
    }

    private static async Task<int> RunAsync(Invocation call, IReadOnlyDictionary<string, int> counts, CancellationToken stop)
    {
        var data = call.Settings.Data;
        using var held = HostLock.TryTake(data)
            ?? throw new CommandFailure(ExitCodes.Failed, $"another host serves the data directory '{data.Root}'", "'cortex down' ends it when it is one of 'cortex up'; or give another directory with --data.");
        await Leftovers.EndAsync(data, call.Text, call.Shell.Clock);
        var plan = UpPlan.Make(call.Settings, counts, call.Shell.Variables);
        using var supervisor = new Supervisor(plan, data, call.Text, call.Shell.Clock);
        try
        {
            await call.Text.WriteLineAsync($"Starting {plan.Servers.Count} servers and {plan.Replicas.Count} services; what they write is in {data.Logs}");
            await supervisor.StartAsync(stop);
            new HostFile { Url = plan.Url, Token = plan.Token, Pid = Environment.ProcessId, StartedAt = call.Shell.Clock.GetUtcNow() }.Write(data);
            await call.AnswerAsync(
                new { url = plan.Url, data = data.Root, endpoint = data.Endpoint, pid = Environment.ProcessId },
                () => $"Up. Ctrl-C ends it; 'cortex run --server {plan.Url.ToString().TrimEnd('/')}' uses it (token: {data.Endpoint}).\n{plan.Url}");
            await call.Shell.Out.FlushAsync(CancellationToken.None);
            await EndAsync(stop);
            await call.Text.WriteLineAsync("Ending; runs that are not over go on with the next 'cortex up'.");
            return ExitCodes.Completed;
        }
        finally
        {
            HostFile.Remove(data);
            await supervisor.StopAsync();
        }
    }

    private static Task EndAsync(CancellationToken stop)
    {
        var ended = new TaskCompletionSource();
        stop.Register(ended.SetResult);
        return ended.Task;
    }
}
