using System.Diagnostics;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Workers.Work;
using Cortex.Workspaces.Running;

namespace Cortex.TestWorkers;

internal static class Found
{
    public static Finding Finding(Assignment assignment, string title) => new()
    {
        Key = $"{assignment.Type}/{title}",
        Master = assignment.Master,
        Kind = FindingKinds.Feature,
        Rule = assignment.Type,
        Severity = Severity.Info,
        Target = assignment.Targets is [var first, ..] ? first.Name : "none",
        Title = title,
    };

    /// <summary>Until canceled.</summary>
    public static async Task ForeverAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}

internal sealed class EchoWorker : IWorker
{
    public string Type => "test-echo";

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop) =>
        Task.FromResult(new WorkerResult { Findings = [Found.Finding(assignment, assignment.Input ?? "echo")] });
}

internal sealed class SourceWorker : IWorker
{
    public string Type => "test-source";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var findings = new List<Finding>();
        foreach (var target in assignment.Targets)
        {
            var folder = await context.CheckOutAsync(target.Name, stop);
            var files = Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
            findings.Add(Found.Finding(assignment, $"{target.Name}: {string.Join(' ', files)}"));
        }

        return new WorkerResult { Findings = findings };
    }
}

/// <summary>Input: what to reserve, each with what it used or <c>?</c> for never settled: <c>100=80 50=?</c>.</summary>
internal sealed class TokensWorker : IWorker
{
    public string Type => "test-tokens";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var granted = 0;
        var index = 0;
        foreach (var call in assignment.Input!.Split(' '))
        {
            var reservation = Messaging.DeterministicId.Of(assignment.WorkerId, $"call/{assignment.Attempt}", index++);
            var parts = call.Split('=');
            if (!await context.ReserveTokensAsync(reservation, int.Parse(parts[0]), stop))
                continue;
            granted++;
            if (parts[1] != "?")
                await context.SettleTokensAsync(reservation, int.Parse(parts[1]), stop);
        }

        return new WorkerResult { Findings = [Found.Finding(assignment, $"{granted} granted")] };
    }
}

internal sealed class CheckpointWorker : IWorker
{
    public string Type => "test-checkpoint";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        if (assignment.Checkpoint is { } checkpoint)
            return new WorkerResult { Findings = [Found.Finding(assignment, $"goes on from {checkpoint}")] };
        await context.ReportAsync(0.5, "half way", checkpoint: "half");
        Process.GetCurrentProcess().Kill();
        return new WorkerResult();
    }
}

internal sealed class SlowWorker : IWorker
{
    public string Type => "test-slow";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        await context.ReportAsync(0.1, "slow", checkpoint: "begun");
        await Found.ForeverAsync(stop);
        return new WorkerResult { Complete = false, Findings = [Found.Finding(assignment, "what there was")] };
    }
}

internal sealed class DeafWorker : IWorker
{
    public string Type => "test-deaf";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        await Found.ForeverAsync(CancellationToken.None);
        return new WorkerResult();
    }
}

/// <summary>A child, a grandchild, one in a session of its own; all deaf to SIGTERM. Then it works until it is stopped, or ends at once when its input says so.</summary>
internal sealed class ForkWorker : IWorker
{
    public string Type => "test-fork";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        const string script = "trap '' TERM; sleep 600 & (trap '' TERM; sleep 600 & wait) & setsid sh -c 'trap \"\" TERM; sleep 600' & wait";
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, WorkingDirectory = context.Workspace })!;
        await context.ReportAsync(null, "forked", checkpoint: "forked");
        if (assignment.Input == "end")
            return new WorkerResult();
        await Found.ForeverAsync(stop);
        return new WorkerResult { Complete = false };
    }
}

internal sealed class CrashWorker : IWorker
{
    public string Type => "test-crash";

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        Console.Error.WriteLine("about to crash");
        Environment.Exit(int.Parse(assignment.Input ?? "7"));
        return Task.FromResult(new WorkerResult());
    }
}

internal sealed class ThrowWorker : IWorker
{
    public string Type => "test-throw";

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop) => throw new InvalidDataException("thrown on purpose");
}

internal sealed class FailWorker : IWorker
{
    public string Type => "test-fail";

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop) => Task.FromResult(new WorkerResult
    {
        Complete = false,
        Findings = [Found.Finding(assignment, "before it failed")],
        Failure = new Failure { Reason = "it cannot be done", Retryable = false },
    });
}

/// <summary>Takes memory outside the managed heap, so that only the launcher's limits can stop it.</summary>
internal sealed class MemoryWorker : IWorker
{
    public string Type => "test-memory";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        if (assignment.Input == "heap")
        {
            var kept = new List<byte[]>();
            while (!stop.IsCancellationRequested)
                kept.Add(GC.AllocateArray<byte>(1024 * 1024, pinned: true));
            GC.KeepAlive(kept);
            return new WorkerResult();
        }

        // Each child stays below the limit of one process; together they are above that of the attempt.
        for (var i = 0; i < 4; i++)
            Process.Start(new ProcessStartInfo("sh", ["-c", "x=$(head -c 100000000 /dev/zero | tr '\\0' x); sleep 600; echo ${#x}"]) { UseShellExecute = false })!.Dispose();
        await Found.ForeverAsync(stop);
        return new WorkerResult { Complete = false };
    }
}

/// <summary>Input: the worker type it hands off; the work goes to its own master.</summary>
internal sealed class HandOffWorker : IWorker
{
    public string Type => "test-hand-off";

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop) => Task.FromResult(new WorkerResult
    {
        HandOffs =
        [
            new HandOff
            {
                Key = $"{assignment.WorkerId:N}/next",
                ToMaster = assignment.Master,
                WorkerType = assignment.Input ?? "test-echo",
                Target = assignment.Targets[0].Name,
                Reason = "there is more to do",
            },
        ],
    });
}

internal sealed class CommitWorker : IWorker
{
    public string Type => "test-commit";

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var target = assignment.Targets[0].Name;
        var folder = await context.CheckOutAsync(target, stop);
        var git = new Git(TimeProvider.System);
        await File.WriteAllTextAsync(Path.Combine(folder, "CHANGED.md"), "changed\n", stop);
        await git.RunAsync(new GitCall("add", "CHANGED.md") { Folder = folder }, stop);
        await git.RunAsync(new GitCall("-c", "user.name=Cortex", "-c", "user.email=cortex@localhost", "commit", "--quiet", "-m", "Change") { Folder = folder }, stop);
        var bundle = Path.Combine(context.Workspace, "commits.bundle");
        await git.RunAsync(new GitCall("bundle", "create", "--quiet", bundle, $"{assignment.Targets[0].Commit}..HEAD") { Folder = folder }, stop);
        var sha = await context.SaveCommitsAsync(target, bundle, stop);
        return new WorkerResult { Findings = [Found.Finding(assignment, sha)] };
    }
}
