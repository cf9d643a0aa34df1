using System.Diagnostics;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up;

/// <summary>A child in a session of its own, so that Ctrl-C reaches it only through its supervisor; what it writes goes to a file.</summary>
internal sealed class SupervisedProcess : IDisposable
{
    /// <summary>The shell becomes the program: the process id stays the same.</summary>
    private const string Script = """
        log=$1; shift
        exec setsid "$@" </dev/null >>"$log" 2>&1
        """;

    private readonly Process process;

    private SupervisedProcess(Process process, RunningProcess running)
    {
        this.process = process;
        Running = running;
    }

    public RunningProcess Running { get; }

    public Task Ended => process.WaitForExitAsync();

    /// <summary>How it ended, in words.</summary>
    public string End => process.ExitCode is > 128 and var code ? $"was ended by signal {code - 128}" : $"ended with exit code {process.ExitCode}";

    public bool HasEnded => process.HasExited;

    public static SupervisedProcess Start(string name, Servers.ProcessPlan plan, string log, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, name, log, .. plan.Command]) { UseShellExecute = false, WorkingDirectory = folder };
        foreach (var (variable, value) in plan.Environment)
            start.Environment[variable] = value;
        var started = Process.Start(start)!;
        return new SupervisedProcess(started, RunningProcess.Of(name, started.Id));
    }

    /// <summary>Sends the signal, and after <paramref name="grace"/> kills what is left of its group.</summary>
    public async Task StopAsync(int signal, TimeSpan grace)
    {
        ProcessGroup.SignalOne(process.Id, signal);
        using var limit = new CancellationTokenSource(grace);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            ProcessGroup.SignalOne(process.Id, ProcessGroup.Kill);
            await process.WaitForExitAsync();
        }

        ProcessGroup.SignalGroup(process.Id, ProcessGroup.Kill);
    }

    public void Dispose() => process.Dispose();
}
