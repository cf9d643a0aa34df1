using Cortex.Contracts.Workers;
using Cortex.Workspaces.Running;

namespace Cortex.Workers.Work;

/// <summary>One attempt from its assignment to its result; the same in a process of its own and inside a host.</summary>
public sealed class AttemptRun(GatewayClient gateway, Func<string, IWorker?> create, string workspace, TimeProvider time)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>What a worker has, after it was told to stop, to return what it has.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Its master ends an attempt at its deadline, which a pause of the run may move without the attempt hearing of it. Only when the stop does
    /// not come does the attempt end itself, this much later.
    /// </summary>
    public TimeSpan DeadlineMargin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Returns one of <see cref="WorkerExit"/>. <paramref name="stop"/> means: stop now and hand in what there is.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            var assignment = await gateway.FetchAssignmentAsync(stop);
            return await WorkAsync(assignment, stop);
        }
        catch (GatewayRefusedException e)
        {
            await Console.Error.WriteLineAsync($"The gateway refused: {e.Message}");
            return WorkerExit.Refused;
        }
        catch (GatewayUnreachableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return WorkerExit.Unreachable;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return WorkerExit.Refused;
        }
    }

    private async Task<int> WorkAsync(Assignment assignment, CancellationToken stop)
    {
        using var heartbeats = new Heartbeats(gateway, TimeSpan.FromSeconds(assignment.HeartbeatSeconds), time);
        var left = assignment.Deadline + DeadlineMargin - time.GetUtcNow();
        using var deadline = new CancellationTokenSource(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, LongestTimer.Ticks)), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, heartbeats.Stop.Token, deadline.Token);
        using var over = new CancellationTokenSource();
        var beating = heartbeats.RunAsync(over.Token);
        try
        {
            var result = await ResultAsync(assignment, heartbeats, ending.Token);
            if (deadline.IsCancellationRequested && !result.Complete && result.Failure is null)
                result = result with { Failure = new Failure { Reason = $"It ran past its deadline, {assignment.Deadline:O}.", Retryable = false } };
            if (heartbeats.Fenced.IsCancellationRequested)
                return WorkerExit.Refused;
            await gateway.HandInAsync(result, heartbeats.Fenced.Token);
            return WorkerExit.Done;
        }
        catch (OperationCanceledException) when (heartbeats.Fenced.IsCancellationRequested)
        {
            return WorkerExit.Refused;
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }
    }

    private async Task<WorkerResult> ResultAsync(Assignment assignment, Heartbeats heartbeats, CancellationToken ending)
    {
        if (create(assignment.Type) is not { } worker)
            return Failed($"This program has no worker of type '{assignment.Type}'.", retryable: false);
        try
        {
            using var context = new WorkContext(gateway, assignment, workspace, heartbeats, new Git(time));
            using var finished = new CancellationTokenSource();
            var work = Task.Run(() => worker.RunAsync(assignment, context, ending), CancellationToken.None);
            await Task.WhenAny(work, GraceAsync(ending, finished.Token));
            await finished.CancelAsync();
            return work.IsCompleted ? await work : new WorkerResult { Complete = false };
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return new WorkerResult { Complete = false };
        }
        catch (GatewayRefusedException e) when (e.IsEnd)
        {
            throw;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            return Failed($"{e.GetType().Name}: {e.Message}", retryable: true);
        }
    }

    /// <summary>Ends <see cref="StopGrace"/> after the stop; a worker that does not listen is not waited for.</summary>
    private async Task GraceAsync(CancellationToken ending, CancellationToken finished)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = ending.Register(() => asked.TrySetResult());
        await using var end = finished.Register(() => asked.TrySetResult());
        await asked.Task;
        await Task.Delay(StopGrace, time, finished).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static WorkerResult Failed(string reason, bool retryable) => new() { Complete = false, Failure = new Failure { Reason = reason, Retryable = retryable } };
}
