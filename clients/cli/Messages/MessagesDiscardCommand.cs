using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;

namespace Cortex.Cli.Messages;

internal sealed class MessagesDiscardCommand : CortexCommand
{
    private readonly MessageArgument message = new();

    public MessagesDiscardCommand() : base(
        "discard",
        "Give a parked message up. It is listed no more; what it was to do is not done.",
        "cortex messages discard 7a82fc10")
    {
        Add(message);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var found = await message.FindAsync(call, connection.Client, stop);
        var discarded = await connection.Client.DiscardMessageAsync(found.Id, stop);
        await call.AnswerAsync(discarded, () => $"{MessageText.Name(discarded.Type)} {discarded.Id} is given up.");
        return ExitCodes.Completed;
    }
}
