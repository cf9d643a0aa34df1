using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal sealed class RetryCommand : CortexCommand
{
    private readonly Argument<string> run = new("RUN") { Description = "Id of the run, or its first characters." };
    private readonly Option<string?> worker = new("--worker") { HelpName = "ID", Description = "Start this failed worker again, by its id or the id's first characters." };
    private readonly Option<string?> master = new("--master") { HelpName = "NAME", Description = "Ask this master again." };

    public RetryCommand() : base(
        "retry",
        "Start a failed worker of a run again, or ask a silent master again.",
        "cortex retry 0f8e2c1a --worker 77b0c4d2",
        "cortex retry 0f8e2c1a --master inventory")
    {
        Add(run);
        Add(worker);
        Add(master);
        HostOptions.AddTo(this);
        Add(new JsonOption());
        Validators.Add(result =>
        {
            if (result.GetResult(worker) is null == result.GetResult(master) is null)
                result.AddError("say what to retry: either --worker ID or --master NAME");
        });
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        if (call.Get(master) is { } asked)
            MasterChoice.RequireKnown(asked);
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await connection.Client.FindAsync(call.Get(run)!, stop);
        string told;
        if (call.Get(master) is { } name)
        {
            await connection.Client.RetryMasterAsync(details.Run.Id, name, stop);
            told = $"Asked for: master {name} of run {details.Run.Id} again. {Outcome(details)}";
        }
        else
        {
            var id = WorkerOf(details, call.Get(worker)!);
            await connection.Client.RetryWorkerAsync(details.Run.Id, id, stop);
            told = $"Asked for: worker {id} of run {details.Run.Id} again. {Outcome(details)}";
        }

        await call.AnswerAsync(new OrchestrationAccepted { Id = details.Run.Id }, () => told);
        return ExitCodes.Completed;
    }

    // Whether its state allows it is the run's decision, which is recorded.
    private static string Outcome(RunDetails details) => $"'cortex events {RunIds.Short(details.Run.Id)}' tells whether the run took or refused it.";

    private static string WorkerOf(RunDetails details, string prefix) =>
        details.Workers.Where(w => w.Worker.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(w => w.Worker.Id).ToList() switch
        {
            [var only] => only,
            [] => throw CommandFailure.Usage($"run {details.Run.Id} has no worker '{prefix}'", $"'cortex status {RunIds.Short(details.Run.Id)} --json' lists them."),
            var several => throw CommandFailure.Usage($"'{prefix}' begins the ids of {several.Count} workers", "Give more of the id."),
        };
}
