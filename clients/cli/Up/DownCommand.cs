using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up;

internal sealed class DownCommand : CortexCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public DownCommand() : base(
        "down",
        "End what 'cortex up' has started: services first, then the servers. Runs that are not over go on with the next 'up'.",
        "cortex down",
        "cortex down --data /var/lib/cortex")
    {
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var data = call.Settings.Data;
        if (UpFile.Read(data) is not { } file)
            throw new CommandFailure(ExitCodes.Failed, $"nothing of 'cortex up' runs on the data directory '{data.Root}'", "--data names another directory.");
        var ended = file.Processes.Where(process => process.Runs).Select(process => process.Name).ToList();
        var clock = call.Shell.Clock;
        if (file.Supervisor.Runs)
        {
            ProcessGroup.SignalOne(file.Supervisor.Id, ProcessGroup.Terminate);
            var began = clock.GetTimestamp();
            while (file.Supervisor.Runs)
            {
                if (clock.GetElapsedTime(began) > Limit)
                    throw new CommandFailure(ExitCodes.Failed, $"process {file.Supervisor.Id} has not ended after {Limit.TotalSeconds:0} seconds", "Its log is logs/up.log in the data directory, when it was detached.");
                await Task.Delay(Between, clock, stop);
            }
        }

        await Leftovers.EndAsync(data, call.Text, clock);
        await call.AnswerAsync(new { ended }, () => $"Down: {string.Join(", ", ended)}.");
        return ExitCodes.Completed;
    }
}
