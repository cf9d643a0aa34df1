using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Cortex.Secrets;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>
/// Runs the ecosystems' own tools, and with them a target's code, below one workspace: an environment of named variables, a session of its own,
/// no input, a time limit after which it and all it started are gone. What they print is kept without secrets.
/// </summary>
internal sealed class ToolBox(ToolEnvironment environment, string checkout, TimeProvider time)
{
    private const int MostOutput = 1024 * 1024;

    private static readonly ConcurrentDictionary<(string Path, string Name), string?> Found = new();

    public string Checkout => checkout;

    /// <summary>The program's path on this machine; null when it has none.</summary>
    public static string? Find(string program, string? path = null)
    {
        path ??= Environment.GetEnvironmentVariable("PATH") ?? "";
        return Found.GetOrAdd((path, program), key => key.Path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, key.Name)).FirstOrDefault(File.Exists));
    }

    public async Task<ToolResult> RunAsync(ToolCommand command, TimeSpan limit, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        // What a target's tools print is kept in logs, told as a reason and shown to reviewers.
        var output = new BoundedText(MostOutput);
        var lines = new RedactedLines(output.Add);
        string Output()
        {
            lines.End();
            return output.ToString();
        }

        using var ending = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ending.Token);
        Process process;
        try
        {
            process = Process.Start(Prepare(command))!;
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            return new(command, null, "", $"could not be started: {e.Message}", time.GetElapsedTime(started));
        }

        using (process)
        {
            process.OutputDataReceived += (_, line) => lines.Add(line.Data ?? "", isError: false);
            process.ErrorDataReceived += (_, line) => lines.Add(line.Data ?? "", isError: true);
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await WaitAsync(process, either.Token);
                return new(command, process.ExitCode, Output(), Killed(process.ExitCode), time.GetElapsedTime(started));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return new(command, null, Output(), $"did not end within {limit.TotalSeconds:0} seconds and was ended", time.GetElapsedTime(started));
            }
            finally
            {
                await EndAsync(process);
            }
        }
    }

    /// <summary>Waits for the process itself. One that it left behind may hold its output open; that is read for a moment longer.</summary>
    private async Task WaitAsync(Process process, CancellationToken stop)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited)
            exited.TrySetResult();
        await exited.Task.WaitAsync(stop);
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, moment.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // What is left holds the pipe; it is ended with the group.
        }
    }

    // A shell and setsid pass on the number of the signal that ended the program.
    private static string? Killed(int exitCode) => exitCode switch
    {
        137 => "was killed (signal 9)",
        139 => "crashed (signal 11)",
        134 => "crashed (signal 6)",
        143 => "was ended (signal 15)",
        _ => null,
    };

    private ProcessStartInfo Prepare(ToolCommand command)
    {
        var (program, arguments) = OperatingSystem.IsWindows() || Find("setsid") is not { } setsid
            ? (command.Words[0], command.Words.Skip(1))
            : (setsid, command.Words);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(checkout, command.Folder),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables)
            start.Environment[name] = value;
        return start;
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        if (OperatingSystem.IsWindows() || Find("setsid") is null)
            return;
        // The group outlives its leader when a test left a server running.
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "kill -9 \"-$1\" 2>/dev/null", "sh", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { UseShellExecute = false });
        if (kill is not null)
            await kill.WaitForExitAsync(CancellationToken.None);
    }
}
