using Cortex.Cli.Client;
using Cortex.Cli.Commanding;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Runs.Following;

/// <summary>Looks at a run until it is over, and shows each look.</summary>
internal sealed class RunFollower(CoordinatorClient client, IRunView view, TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <summary>A large run is looked at less often: asking takes a tenth of the time at most.</summary>
    private const int RestPerLook = 10;

    private static readonly TimeSpan ResolutionLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportLimit = TimeSpan.FromSeconds(60);

    /// <summary>So long a store may fail; a run over which nothing can be recorded would wait for ever.</summary>
    private static readonly TimeSpan FailureLimit = TimeSpan.FromSeconds(5);

    /// <summary>Why the host can record nothing; null while it can.</summary>
    public Func<Exception?> Failure { get; init; } = () => null;

    public static bool IsOver(RunStatus status) => status is RunStatus.Completed or RunStatus.Failed or RunStatus.Canceled;

    public Task<RunDetails> FollowAsync(Guid id, CancellationToken stop) => view.ShowAsync(() => LookUntilOverAsync(id, stop));

    private async Task<RunDetails> LookUntilOverAsync(Guid id, CancellationToken stop)
    {
        var asked = clock.GetTimestamp();
        long? over = null;
        long? failing = null;
        while (true)
        {
            var began = clock.GetTimestamp();
            var failure = Failure();
            failing = failure is null ? null : failing ?? began;
            if (failure is not null && clock.GetElapsedTime(failing!.Value) > FailureLimit)
                throw new CommandFailure(ExitCodes.Failed, failure.Message, "'cortex resume' then goes on where the run stopped.", failure);
            if (await client.FindResolvedAsync(id, stop) is { } run)
            {
                view.Update(run);
                if (IsOver(run.Run.Status))
                {
                    over ??= began;
                    if (run.ReportReady || clock.GetElapsedTime(over.Value) > ReportLimit)
                        return run;
                }
            }
            else if (clock.GetElapsedTime(asked) > ResolutionLimit)
            {
                throw new CommandFailure(ExitCodes.Failed, $"the request {id} was not taken up within {ResolutionLimit.TotalMinutes} minutes", "'cortex doctor' looks for the reason.");
            }

            var rest = clock.GetElapsedTime(began) * RestPerLook;
            await Task.Delay(rest > Shortest ? rest : Shortest, clock, stop);
        }
    }
}
