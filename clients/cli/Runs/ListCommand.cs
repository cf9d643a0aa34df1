using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs;

internal sealed class ListCommand : CortexCommand
{
    public ListCommand() : base(
        "list",
        "List the runs of a data directory, newest first.",
        "cortex list",
        "cortex list --json")
    {
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.TryOpenToReadAsync(call, stop);
        var runs = connection is null ? [] : await connection.Client.ListAsync(stop);
        await call.AnswerAsync(runs, () => runs.Count == 0 ? "No runs yet; 'cortex run' makes one." : string.Join('\n', Lines(runs, call.Shell.Clock.GetUtcNow())));
        return ExitCodes.Completed;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<RunSummary> runs, DateTimeOffset now)
    {
        yield return $"{"ID",-36}  {"STATUS",-10}  {"STARTED (UTC)",-19}  {"TOOK",7}  PLAN";
        foreach (var run in runs)
        {
            var took = (run.FinishedAt ?? now) - run.StartedAt;
            var escalations = run.Escalations > 0 ? $"  {Wording.Count(run.Escalations, "open escalation")}" : "";
            yield return $"{run.Id,-36}  {Wording.Status(run.Status),-10}  {run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {(RunFollower.IsOver(run.Status) ? Durations.Words(took) : "-"),7}  {run.Plan}, {Wording.Count(run.Targets.Count, "target")}{escalations}";
        }
    }
}
