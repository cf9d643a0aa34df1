using Cortex.Contracts;
using Cortex.Contracts.Orchestrations;
using Cortex.Workers.Changes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Coordinator.Api;

/// <summary>POST /api/orchestrations/{id}/undo: deletes a run's branches and closes its proposals, once the run is over.</summary>
internal static class RunUndo
{
    public static async Task<IResult> PostAsync(HttpRequest http, IRuns runs, string id, bool? dryRun, CancellationToken stop)
    {
        var (run, problem) = RunAddress.Resolve(runs, id);
        if (problem is not null)
            return problem;
        if (runs.Find(run)!.Run.Status is var status and not (RunStatus.Completed or RunStatus.Failed or RunStatus.Canceled))
            return ApiProblem.Conflict($"Run {run} is {status.ToString().ToLowerInvariant()}: what it makes could come after the undo.", "Wait for its end, or cancel it first.");
        var undo = http.HttpContext.RequestServices.GetService<ChangeUndo>();
        return undo is null
            ? ApiProblem.Conflict("This host has no masters, so it knows no changes.", "Ask the host that ran them.")
            : TypedResults.Json(await undo.RunAsync(run, dryRun ?? false, stop), CortexJson.Options);
    }
}
