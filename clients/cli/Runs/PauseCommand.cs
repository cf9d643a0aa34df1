using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal sealed class PauseCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");

    public PauseCommand() : base(
        "pause",
        "Start no more workers of a run; those that run finish. 'cortex resume' goes on.",
        "cortex pause",
        "cortex pause 0f8e2c1a")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        await connection.Client.PauseAsync(details.Run.Id, stop);
        await call.AnswerAsync(new OrchestrationAccepted { Id = details.Run.Id }, () =>
            $"Run {details.Run.Id} pauses: its running workers finish, and 'cortex resume {RunIds.Short(details.Run.Id)}' goes on.");
        return ExitCodes.Completed;
    }
}
