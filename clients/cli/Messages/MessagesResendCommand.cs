using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;

namespace Cortex.Cli.Messages;

internal sealed class MessagesResendCommand : CortexCommand
{
    private readonly MessageArgument message = new();

    public MessagesResendCommand() : base(
        "resend",
        "Send a parked message again, once what it failed on is repaired. Whoever has handled it before does nothing twice.",
        "cortex messages resend 7a82fc10")
    {
        Add(message);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var found = await message.FindAsync(call, connection.Client, stop);
        var resent = await connection.Client.ResendMessageAsync(found.Id, stop);
        await call.AnswerAsync(resent, () => connection.OwnsHost
            ? $"{MessageText.Name(resent.Type)} {resent.Id} goes out with the next host: 'cortex resume' or 'cortex serve'."
            : $"{MessageText.Name(resent.Type)} {resent.Id} goes out again.");
        return ExitCodes.Completed;
    }
}
