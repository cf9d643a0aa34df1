using System.CommandLine;
using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal sealed class EventsCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");
    private readonly Option<bool> follow = new("--follow") { Description = "Go on until the run is over; with --json one object a line." };
    private readonly Option<long> after = new("--after") { HelpName = "POSITION", Description = "Only events behind this position." };

    public EventsCommand() : base(
        "events",
        "List the recorded messages of a run, oldest first.",
        "cortex events",
        "cortex events 0f8e2c1a --follow",
        "cortex events --after 120 --json")
    {
        Add(run);
        Add(follow);
        Add(after);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var id = (await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop)).Run.Id.ToString();
        if (!call.Get(follow) || connection.OwnsHost)
        {
            var events = await connection.Client.EventsAsync(id, call.Get(after), stop);
            await call.AnswerAsync(events, () => string.Join('\n', events.Select(Line)));
            return ExitCodes.Completed;
        }

        await foreach (var record in connection.Client.FollowEventsAsync(id, call.Get(after), stop))
        {
            await call.Shell.Out.WriteLineAsync(call.WantsJson ? JsonSerializer.Serialize(record, CortexJson.Options) : Line(record));
            await call.Shell.Out.FlushAsync(stop);
        }

        return ExitCodes.Completed;
    }

    private static string Line(EventRecord record)
    {
        var type = record.Type[(record.Type.LastIndexOf('.') + 1)..];
        var emitted = record.Emitted.Count == 0 ? "" : $" → {string.Join(", ", record.Emitted.GroupBy(e => e).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ×{g.Count()}"))}";
        return $"{record.Position,8}  {record.RecordedAt.UtcDateTime:HH:mm:ss.fff}  {record.Stream}#{record.Sequence}  {type}{emitted}";
    }
}
