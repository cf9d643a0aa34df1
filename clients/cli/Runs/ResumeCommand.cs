using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Runs;

internal sealed class ResumeCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run that is not over");

    public ResumeCommand() : base(
        "resume",
        "Go on with a run that was paused, or whose host ended.",
        "cortex resume",
        "cortex resume 0f8e2c1a")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        if (call.Settings.Server is null && !File.Exists(call.Settings.Data.Store))
            throw CommandFailure.Usage($"there is no run in the data directory '{call.Settings.Data.Root}'", "'cortex run' makes one.");
        var connection = await HostConnection.OpenAsync(call, HostNeed.Working, stop);
        await using var session = new RunSession(call, connection, cancels: true);

        var found = call.GetRun(run) is { } id
            ? (await connection.Client.FindAsync(id, stop)).Run
            : (await connection.Client.ListAsync(stop)).FirstOrDefault(r => !RunFollower.IsOver(r.Status));
        if (found is null)
        {
            await call.Text.WriteLineAsync("Every run is over; there is nothing to go on with.");
            if (call.WantsJson)
                await call.WriteJsonAsync<object?>(null);
            return ExitCodes.Completed;
        }

        if (found.Status == RunStatus.Paused)
            await connection.Client.ResumeAsync(found.Id, stop);
        return await session.FollowAsync(found.Id);
    }
}
