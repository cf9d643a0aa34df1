using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying;
using Cortex.Workers.Work;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Fixing.Working;

/// <summary>
/// Upgrades the vulnerable packages of one repository and sets up its files safely, each on a branch of its own. Without trust the edits are made and nothing of the target is
/// executed; with it each is built and tested beside what the repository did before.
/// </summary>
public sealed class FixWorker : IWorker
{
    public const string WorkerType = "fix-worker";

    public string Type => WorkerType;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        if (FixInput.Read(assignment.Input) is not { } input || assignment.Targets is not [var target])
            return new() { Complete = false, Failure = new() { Reason = "The assignment does not say what to fix in which repository.", Retryable = false } };
        if (assignment.DryRun)
            return new();
        var git = new Git(TimeProvider.System);
        var folder = await context.CheckOutAsync(target.Name, stop);
        var series = new FixSeries(assignment, context, input, new ChangeCommits(git), folder);
        var complete = false;
        try
        {
            await series.TakeUpAsync(git, stop);
            var bench = await BenchAsync(assignment, target, context, input, git, folder, stop);
            complete = await series.RunAsync(bench, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is finished is kept; a change that is half done is not.
        }

        return new() { Complete = complete, Changes = series.Changes, Open = series.Open, HandOffs = series.HandOffs };
    }

    private static async Task<FixBench> BenchAsync(Assignment assignment, Target target, IWorkContext context, FixInput input, Git git, string folder, CancellationToken stop)
    {
        await context.ReportAsync(null, $"{target.Name}: {input.Fixes.Count} packages to upgrade, {input.Configuration.Count} files to set up safely");
        var rescan = new Rescan(context, target.Name, input.Identity);
        ToolBox? tools = null;
        if (assignment.Trusted)
        {
            var settings = JsonSerializer.Deserialize<RegistrySettings>(await context.AskAsync(RegistryLookup.Name, "{}", stop), CortexJson.Options) ?? new();
            tools = new ToolBox(ToolEnvironment.Create(context.Workspace, settings), folder, TimeProvider.System);
        }
        return new(folder, target.Commit, git, rescan, tools, new ToolLimits()) { Before = await rescan.LookAsync(folder, stop) };
    }
}
