using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Api;

/// <summary>The control commands of a run that exists and is not over. Whether its state allows them is decided by its machine.</summary>
internal static class RunControls
{
    public static Task<IResult> CancelAsync(IRuns runs, string id, string? reason, CancellationToken stop) =>
        SendAsync(runs, id, run => new CancelOrchestration { OrchestrationId = run, RequestedBy = "api", Reason = reason }, stop);

    public static Task<IResult> PauseAsync(IRuns runs, string id, CancellationToken stop) =>
        SendAsync(runs, id, run => new PauseOrchestration { OrchestrationId = run, RequestedBy = "api" }, stop);

    public static Task<IResult> ResumeAsync(IRuns runs, string id, CancellationToken stop) =>
        SendAsync(runs, id, run => new ResumeOrchestration { OrchestrationId = run, RequestedBy = "api" }, stop);

    public static async Task<IResult> RetryWorkerAsync(IRuns runs, string id, Guid workerId, CancellationToken stop)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        if (problem is not null)
            return problem;
        if (runs.Find(run)?.Workers.Any(w => w.Worker.Id == workerId.ToString()) is not true)
            return ApiProblem.NotFound($"Run {run} has no worker {workerId}.", $"GET /api/orchestrations/{run} lists its workers.");
        return await SendAsync(runs, id, _ => new RetryWorker { OrchestrationId = run, WorkerId = workerId, RequestedBy = "api" }, stop);
    }

    public static async Task<IResult> RetryMasterAsync(IRuns runs, string id, string name, CancellationToken stop)
    {
        if (!ServiceNames.All.Contains(name, StringComparer.Ordinal))
            return ApiProblem.NotFound($"There is no master '{name}'.", $"The masters are {string.Join(", ", ServiceNames.All)}.");
        return await SendAsync(runs, id, run => new RetryMaster { OrchestrationId = run, Master = name, RequestedBy = "api" }, stop);
    }

    private static async Task<IResult> SendAsync(IRuns runs, string id, Func<Guid, object> command, CancellationToken stop)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        if (problem is not null)
            return problem;
        if (runs.Find(run)!.Run.Status is var status and (RunStatus.Completed or RunStatus.Failed or RunStatus.Canceled))
            return ApiProblem.Conflict($"Run {run} is over: {status.ToString().ToLowerInvariant()}.");
        await runs.SubmitAsync(command(run), stop);
        return TypedResults.Json(new OrchestrationAccepted { Id = run }, CortexJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
