using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;

namespace Cortex.Cli.Messages;

internal sealed class MessagesShowCommand : CortexCommand
{
    private readonly MessageArgument message = new();

    public MessagesShowCommand() : base(
        "show",
        "Show a parked message: why it was parked, and what is in it.",
        "cortex messages show 7a82fc10",
        "cortex messages show 7a82fc10 --json")
    {
        Add(message);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var found = await message.FindAsync(call, connection.Client, stop);
        var details = await connection.Client.MessageAsync(found.Id, stop);
        await call.AnswerAsync(details, () => MessageText.Of(details));
        return ExitCodes.Completed;
    }
}
