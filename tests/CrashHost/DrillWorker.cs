using System.Diagnostics;
using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Work;

namespace Cortex.CrashHost;

/// <summary>Works in steps that a restart can tell apart; at the point named by the drill it pulls the host's plug, once.</summary>
internal sealed class DrillWorker : IWorker
{
    public const string TypeName = "drill-worker";

    /// <summary>Between any two of them the host may die.</summary>
    public static IReadOnlyList<string> LifePoints { get; } = ["assigned", "reserved", "settled", "checkpointed", "artifact-saved", "finished"];

    private const int Reserved = 2_000;
    private const int Used = 1_250;

    public string Type => TypeName;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var shard = assignment.Input!;
        Pass("assigned", shard);
        if (assignment.Checkpoint is null)
        {
            await CallModelAsync(assignment, context, shard, stop);
            await context.ReportAsync(0.5, "half way", checkpoint: "called");
        }

        Pass("checkpointed", shard);
        await context.SaveArtifactAsync("notes.txt", new MemoryStream(Encoding.UTF8.GetBytes($"notes of {shard}")), stop);
        Pass("artifact-saved", shard);
        var result = new WorkerResult { Findings = [Finding(assignment, shard)], Changes = [Change(assignment, shard)], HandOffs = shard == "1" ? [HandOff(assignment)] : [] };
        Pass("finished", shard);
        return result;
    }

    /// <summary>The same reservation after a restart is the same call, unless nobody knows what became of it.</summary>
    private static async Task CallModelAsync(Assignment assignment, IWorkContext context, string shard, CancellationToken stop)
    {
        var call = DeterministicId.Of(assignment.WorkerId, "call", 0);
        if (!await context.ReserveTokensAsync(call, Reserved, stop))
        {
            call = DeterministicId.Of(assignment.WorkerId, "call", assignment.Attempt);
            await context.ReserveTokensAsync(call, Reserved, stop);
        }

        Pass("reserved", shard);
        await context.SettleTokensAsync(call, Used, stop);
        Pass("settled", shard);
    }

    private static void Pass(string point, string shard)
    {
        if (shard != "1" || Environment.GetEnvironmentVariable(PowerCord.WorkerPoint) != point)
            return;
        try
        {
            using var once = new FileStream(Environment.GetEnvironmentVariable(PowerCord.WorkerFlag)!, FileMode.CreateNew);
        }
        catch (IOException)
        {
            return;
        }

        using var host = Process.GetProcessById(int.Parse(Environment.GetEnvironmentVariable(PowerCord.HostProcess)!));
        host.Kill();
        host.WaitForExit();
        if (Environment.GetEnvironmentVariable(PowerCord.WholeTree) == "1")
            Process.GetCurrentProcess().Kill();
    }

    private static Finding Finding(Assignment assignment, string shard) => new()
    {
        Key = $"feature/drill/{shard}",
        Master = assignment.Master,
        Kind = FindingKinds.Feature,
        Rule = "drill",
        Severity = Severity.Info,
        Target = assignment.Targets[0].Name,
        Title = $"shard {shard}",
    };

    private static Change Change(Assignment assignment, string shard) => new()
    {
        Key = $"feature/drill/{shard}",
        Master = assignment.Master,
        Kind = "feature",
        Target = assignment.Targets[0].Name,
        Verification = new Verification { Status = VerificationStatus.Skipped, Reason = "a drill changes nothing" },
        Review = new Review { Verdict = "not reviewed" },
        Proposal = new Proposal { Kind = "none" },
    };

    private static HandOff HandOff(Assignment assignment) =>
        new() { Key = "more", ToMaster = assignment.Master, WorkerType = TypeName, Target = assignment.Targets[0].Name, Reason = "there is more to do" };
}
