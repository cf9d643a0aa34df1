using System.Diagnostics;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Launching;

namespace Cortex.CrashHost;

/// <summary>
/// Ends this process with SIGKILL at a point given by the environment, the first time the point is passed; with the whole tree its
/// workers first. <c>DRILL_KILL=after-commit:StartWorker</c>.
/// </summary>
public sealed class PowerCord : ICommitObserver
{
    public const string HostPoint = "DRILL_KILL";
    public const string WholeTree = "DRILL_TREE";
    public const string WorkerPoint = "DRILL_WORKER_POINT";
    public const string WorkerFlag = "DRILL_WORKER_FLAG";
    public const string HostProcess = "DRILL_HOST";

    private readonly string? _point = Environment.GetEnvironmentVariable(HostPoint);

    public void BeforeCommit(IReadOnlyList<Outgoing> emitted) => PassAll("before-commit", emitted);

    public void AfterCommit(IReadOnlyList<Outgoing> emitted) => PassAll("after-commit", emitted);

    public void AfterDispatch(string messageType, Guid messageId) => Pass("after-dispatch", messageType);

    private void PassAll(string edge, IReadOnlyList<Outgoing> emitted)
    {
        if (_point is null)
            return;
        foreach (var outgoing in emitted)
            Pass(edge, outgoing.Message.GetType().Name);
    }

    private void Pass(string edge, string messageType)
    {
        if (_point != $"{edge}:{messageType}")
            return;
        if (Environment.GetEnvironmentVariable(WholeTree) == "1")
            foreach (var worker in ProcessTable.All().Where(process => process.Parent == Environment.ProcessId).ToList())
                KillGroup(worker.Id);
        Process.GetCurrentProcess().Kill();
    }

    private static void KillGroup(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
