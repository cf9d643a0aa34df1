using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal sealed class StatusCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");

    public StatusCommand() : base(
        "status",
        "Show where a run is: phases, masters, workers, tokens.",
        "cortex status",
        "cortex status 0f8e2c1a --json")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        await call.AnswerAsync(details, () => Text(details, call, alone: connection.OwnsHost));
        return ExitCodes.Completed;
    }

    private static string Text(RunDetails details, Invocation call, bool alone)
    {
        var over = RunFollower.IsOver(details.Run.Status);
        var footer = alone && !over ? $"  No host is running: 'cortex resume {RunIds.Short(details.Run.Id)}' goes on with it." : "";
        var lines = new RunScreen(Glyphs.For(call.Shell.Terminal))
            .Compose(details, call.Shell.Clock.GetUtcNow(), int.MaxValue, new ScreenLine().Add(footer));
        return string.Join('\n', lines.Select(l => l.ToPlainText()));
    }
}
