using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Sagas.Replays;

namespace Cortex.Cli.Replays;

internal sealed class ReplayCommand : CortexCommand
{
    private readonly Argument<string> source = new("ID|FILE") { Description = "A run of the data directory, or a file that --export wrote." };
    private readonly Option<bool> verify = new("--verify") { Description = "Compare every state and every emitted message with what was recorded (the default)." };
    private readonly Option<string?> export = new("--export") { HelpName = "FILE", Description = "Write the run's log to one file." };
    private readonly Option<long?> to = new("--to") { HelpName = "N", Description = "Show every lifetime of the run as it was at this position of the log." };

    public ReplayCommand() : base(
        "replay",
        "Drive this build's machines over the recorded messages of a run, outside the bus.",
        "cortex replay 0f8e2c1a --verify",
        "cortex replay 0f8e2c1a --export run.jsonl",
        "cortex replay run.jsonl --to 20 --json")
    {
        Add(source);
        Add(verify);
        Add(export);
        Add(to);
        Add(HostOptions.Data());
        Add(new JsonOption());
        Validators.Add(result =>
        {
            if (new Option[] { verify, export, to }.Count(o => result.GetResult(o) is { Implicit: false }) > 1)
                result.AddError("say one of --verify, --export FILE and --to N");
        });
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var recorded = await RecordedRun.OpenAsync(call, call.Get(source)!, stop);
        if (call.Get(export) is { } file)
            return await ExportAsync(call, recorded, file);
        return call.Get(to) is { } position ? await ShowAsync(call, recorded, position) : await VerifyAsync(call, recorded);
    }

    private static async Task<int> VerifyAsync(Invocation call, RecordedRun recorded)
    {
        var verdict = await recorded.VerifyAsync();
        await call.AnswerAsync(
            new { verdict.Identical, verdict.Streams, verdict.Events, verdict.Divergence },
            () => verdict.Divergence is { } divergence
                ? $"Replay and log part at {divergence}"
                : $"Identical: {verdict.Events:#,0} messages in {verdict.Streams} lifetimes gave the same states and emitted the same messages.");
        return verdict.Identical ? ExitCodes.Completed : ExitCodes.Failed;
    }

    private static async Task<int> ExportAsync(Invocation call, RecordedRun recorded, string file)
    {
        if (Directory.Exists(file))
            throw CommandFailure.Usage($"--export writes a file, and '{file}' is a folder");
        await recorded.ExportAsync(file);
        await call.AnswerAsync(new { path = Path.GetFullPath(file) }, () => $"{file} holds the run's log; 'cortex replay {file} --verify' replays it anywhere.");
        return ExitCodes.Completed;
    }

    private static async Task<int> ShowAsync(Invocation call, RecordedRun recorded, long position)
    {
        if (position < 0)
            throw CommandFailure.Usage("--to is a position of the log, 0 or more");
        var states = await recorded.StatesAtAsync(position);
        await call.AnswerAsync(
            states.Select(s => new { s.Stream, s.Sequence, s.CurrentState, State = System.Text.Json.JsonDocument.Parse(s.State).RootElement }),
            () => states.Count == 0 ? $"Nothing of the run was recorded up to position {position}." : string.Join('\n', states.Select(Line)));
        return ExitCodes.Completed;
    }

    private static string Line(ReplayedState state) => $"{state.Stream}#{state.Sequence}  {state.CurrentState}";
}
