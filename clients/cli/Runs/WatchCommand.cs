using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;

namespace Cortex.Cli.Runs;

internal sealed class WatchCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");

    public WatchCommand() : base(
        "watch",
        "Watch a run that another terminal or a server hosts. Ctrl-C stops watching; the run goes on.",
        "cortex watch",
        "cortex watch 0f8e2c1a --server https://cortex.example.com")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var connection = await HostConnection.OpenToReadAsync(call, stop);
        await using var session = new RunSession(call, connection, cancels: false);
        var found = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        if (connection.OwnsHost && !RunFollower.IsOver(found.Run.Status))
            throw new CommandFailure(ExitCodes.Failed, $"run {found.Run.Id} is not over, and no host is running it", $"'cortex resume {RunIds.Short(found.Run.Id)}' goes on with it.");
        return await session.FollowAsync(found.Run.Id);
    }
}
