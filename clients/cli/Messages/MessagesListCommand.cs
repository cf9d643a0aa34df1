using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Messages;

internal sealed class MessagesListCommand : CortexCommand
{
    private readonly RunArgument run = new("those of all runs and of none");

    public MessagesListCommand() : base(
        "list",
        "List the parked messages, newest first, with the reason.",
        "cortex messages list",
        "cortex messages list 0f8e2c1a --json")
    {
        Add(run);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.TryOpenToReadAsync(call, stop);
        var parked = connection is null ? [] : await connection.Client.MessagesAsync(stop);
        if (call.GetRun(run) is { } id)
            parked = [.. parked.Where(message => message.Run?.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase) is true)];
        await call.AnswerAsync(parked, () => parked.Count == 0 ? "No message is parked." : string.Join('\n', Lines(parked)));
        return ExitCodes.Completed;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ParkedMessage> parked)
    {
        yield return $"{"ID",-36}  {"CREATED (UTC)",-19}  {"RUN",-8}  {"FOR",-12}  MESSAGE";
        foreach (var message in parked)
        {
            yield return $"{message.Id,-36}  {message.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {(message.Run is { } of ? RunIds.Short(of) : "-"),-8}  {message.Service ?? "-",-12}  {Printable.Of(MessageText.Name(message.Type))}";
            yield return $"  {Printable.Of(message.Reason)}";
        }
    }
}
