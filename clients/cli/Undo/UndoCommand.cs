using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Undo;

internal sealed class UndoCommand : CortexCommand
{
    private readonly RunArgument run = new("nothing is undone");

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "List what would be undone, and do nothing." };

    public UndoCommand() : base(
        "undo",
        "Delete the branches of a run that is over and close its proposals.",
        "cortex undo 0f8e2c1a --dry-run",
        "cortex undo 0f8e2c1a")
    {
        Add(run);
        Add(dryRun);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var id = call.GetRun(run) ?? throw CommandFailure.Usage("undo wants the id of a run", "'cortex list' shows them.");
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var undone = await connection.Client.UndoAsync(id, call.Get(dryRun), stop);
        await call.AnswerAsync(undone, () => UndoText.Of(undone));
        return undone.Steps.Any(step => step.Outcome == UndoOutcome.Failed) ? ExitCodes.Failed : ExitCodes.Completed;
    }
}
