using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Runs;

internal sealed class CancelCommand : CortexCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly RunArgument run = new("the newest run");

    public CancelCommand() : base(
        "cancel",
        "Cancel a run and wait until its workers are gone.",
        "cortex cancel",
        "cortex cancel 0f8e2c1a")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        // A run whose host is gone has survivors to stop as well: this process becomes its host for as long as that takes.
        await (await HostConnection.OpenToReadAsync(call, stop)).DisposeAsync();
        await using var connection = await HostConnection.OpenAsync(call, HostNeed.Working, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        await connection.Client.CancelAsync(details.Run.Id, "canceled by a person", stop);
        while (!RunFollower.IsOver(details.Run.Status))
        {
            await Task.Delay(BetweenLooks, call.Shell.Clock, stop);
            details = await connection.Client.FindAsync(details.Run.Id.ToString(), stop);
        }

        await call.AnswerAsync(details.Run, () => Text(details.Run));
        return details.Run.Status == RunStatus.Canceled ? ExitCodes.Completed : ExitCodes.Failed;
    }

    private static string Text(RunSummary run) => run.Status == RunStatus.Canceled
        ? $"Run {run.Id} is canceled."
        : $"Run {run.Id} was over before: {run.Status.ToString().ToLowerInvariant()}.";
}
