using System.Diagnostics;
using Cortex.Cli.Commanding;
using Cortex.Cli.Embedded;

namespace Cortex.Cli.Up;

/// <summary>Starts <c>cortex up</c> as a process of its own and returns once it is ready.</summary>
internal static class DetachedUp
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(Invocation call, IReadOnlyDictionary<string, int> counts, CancellationToken stop)
    {
        var data = call.Settings.Data;
        if (HostLock.TryTake(data) is not { } free)
            throw new CommandFailure(ExitCodes.Failed, $"another host serves the data directory '{data.Root}'", "'cortex down' ends it when it is one of 'cortex up'; or give another directory with --data.");
        free.Dispose();
        // Whatever cannot work is said here and not in a log.
        _ = UpPlan.Make(call.Settings, counts, call.Shell.Variables);
        HostFile.Remove(data);

        Directory.CreateDirectory(data.Logs);
        var log = Path.Combine(data.Logs, "up.log");
        var from = File.Exists(log) ? new FileInfo(log).Length : 0;
        List<string> command = [.. Own(), "up", "--data", data.Root, "--port", $"{call.Settings.Port}", .. counts.SelectMany(count => new[] { "--replicas", $"{count.Key}={count.Value}" })];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec setsid \"$@\" </dev/null >>\"$log\" 2>&1", "cortex-up", log, .. command]) { UseShellExecute = false })!;
        while (HostFile.Read(data) is not { } file || file.Pid != process.Id)
        {
            if (process.HasExited)
                throw new CommandFailure(ExitCodes.Failed, $"it could not be started: {Tail(log, from)}", $"All of it is in {log}.");
            await Task.Delay(Between, call.Shell.Clock, stop);
        }

        var url = HostFile.Read(data)!.Url;
        await call.AnswerAsync(
            new { url, data = data.Root, endpoint = data.Endpoint, pid = process.Id },
            () => $"{Tail(log, from)}");
        return ExitCodes.Completed;
    }

    private static string[] Own() => Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) != "dotnet"
        ? [program]
        : [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]];

    private static string Tail(string log, long from)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Trim();
    }
}
