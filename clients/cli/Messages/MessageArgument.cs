using System.CommandLine;
using Cortex.Cli.Client;
using Cortex.Cli.Commanding;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Messages;

/// <summary>A parked message by its id, or by enough of the id's beginning.</summary>
internal sealed class MessageArgument : Argument<string>
{
    private const int ShortestPrefix = 4;

    public MessageArgument() : base("ID") => Description = "Id of the message, or its first characters ('cortex messages list' shows them).";

    public async Task<ParkedMessage> FindAsync(Invocation call, CoordinatorClient client, CancellationToken stop)
    {
        const string advice = "'cortex messages list' shows those that are parked.";
        var id = call.Get(this)!;
        if (id.Length < ShortestPrefix)
            throw CommandFailure.Usage($"'{id}' is too short for the id of a message", $"Give at least {ShortestPrefix} of its first characters.");
        var matching = (await client.MessagesAsync(stop)).Where(message => message.Id.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return matching switch
        {
            [var only] => only,
            [] => throw CommandFailure.Usage($"no message '{id}' is parked", advice),
            _ => throw CommandFailure.Usage($"'{id}' begins the ids of {matching.Count} parked messages", "Give more of the id."),
        };
    }
}
