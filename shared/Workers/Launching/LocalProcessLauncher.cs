using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cortex.Hosting.Data;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching.Output;
using Cortex.Workers.Liveness;
using Cortex.Workers.Work;
using Cortex.Workspaces.Folders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Launching;

/// <summary>
/// An attempt as a process of this machine: a session of its own, an environment of a few named variables, output into files without secrets, the
/// lifeline on standard input. Enforced are: memory of the worker's own heap (GC limit), private memory of each process (ulimit -d)
/// and of all together (looked at by the watch); no core files. It is no isolation from the user who runs the host.
/// </summary>
public sealed class LocalProcessLauncher(DataDirectory data, IOptions<LaunchOptions> options, WatchSignal watch, ILogger<LocalProcessLauncher> log) : ILauncher
{
    public const string Kind = "local-process";

    private static readonly string[] Needed = ["PATH", "LANG", "LC_ALL", "TZ", "DOTNET_ROOT", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    private static readonly (string Name, string Value)[] Fixed =
    [
        // No build server may outlive its attempt.
        ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"), ("GRADLE_OPTS", "-Dorg.gradle.daemon=false"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1"), ("DOTNET_EnableDiagnostics_IPC", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_gcServer", "0"),
    ];

    /// <summary>Sets limits, then becomes the worker: the process id stays the same. Arguments: kilobytes, then the command.</summary>
    private const string Script = """
        limit=$1; shift
        ulimit -c 0; [ "$limit" = 0 ] || ulimit -d "$limit"
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
        exec "$@"
        """;

    /// <summary>For output that is still in the pipes when nothing of an attempt runs any more.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    /// <summary>For a worker that has handed in its result.</summary>
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<AttemptKey, Process> _children = new();
    private readonly ConcurrentDictionary<AttemptKey, string> _evidence = new();

    public async Task<string> LaunchAsync(Launch launch, CancellationToken stop)
    {
        var logs = Directory.CreateDirectory(Path.Combine(data.Logs, "attempts")).FullName;
        var name = $"{launch.Key.Worker:D}-{launch.Key.Attempt}";
        var errors = Path.Combine(logs, name + ".err");
        Directory.CreateDirectory(Path.Combine(launch.Workspace, "tmp"));
        Directory.CreateDirectory(Path.Combine(launch.Workspace, "home"));

        var process = Process.Start(Prepare(launch))!;
        var handle = new LocalProcessHandle(process.Id, ProcessTable.Find(process.Id)?.Start ?? 0, launch.Workspace, errors);
        var input = process.StandardInput;
        _children[launch.Key] = process;
        var known = new KnownValues(launch.Token, options.Value.PassEnvironment.Select(Environment.GetEnvironmentVariable), Needed.Select(Environment.GetEnvironmentVariable));
        var pumps = Task.WhenAll(Pump(process.StandardOutput, Path.Combine(logs, name + ".out"), known), Pump(process.StandardError, errors, known));
        _ = ReapAsync(launch.Key, process, handle, pumps);
        try
        {
            await input.WriteAsync(launch.Token + "\n");
            await input.FlushAsync(stop);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended before it read its token: its end is the evidence.
        }

        return handle.ToText();
    }

    public Sighting Look(AttemptKey key, string? handle)
    {
        if (_evidence.TryGetValue(key, out var evidence))
            return Sighting.Gone(evidence);
        if (_children.ContainsKey(key))
            return OverMemory(key, handle) is { } over ? Sighting.Gone(over) : Sighting.Alive;
        return LocalProcessHandle.Parse(handle) is { Runs: true }
            ? Sighting.Alive
            : Sighting.Gone("The host that started it has ended, and so has the process.");
    }

    public IReadOnlyCollection<AttemptKey> Remembered => [.. _evidence.Keys];

    public void Forget(AttemptKey key) => _evidence.TryRemove(key, out _);

    public void AskToStop(AttemptKey key, string? handle)
    {
        if (LocalProcessHandle.Parse(handle) is { Runs: true } process)
            ProcessGroup.SignalOne(process.Id, ProcessGroup.Terminate);
    }

    public async Task KillAsync(AttemptKey key, string? handle, CancellationToken stop)
    {
        var found = LocalProcessHandle.Parse(handle);
        await KillAllAsync(() => ProcessTable.Of(key, data.Work, found is { Start: > 0 } && IsOurSession(found) ? found.Id : null), stop);
        if (_children.TryGetValue(key, out var child))
        {
            if (!OperatingSystem.IsLinux())
                child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(stop);
        }

        if (found is not null)
            await FolderRemoval.RemoveAsync(found.Workspace, stop);
    }

    public async Task<int> SweepAsync(IReadOnlySet<AttemptKey> known, CancellationToken stop)
    {
        var survivors = Survivors(known);
        foreach (var survivor in survivors)
            log.LogWarning("Process {Process} of attempt {Attempt} has outlived its host and is ended", survivor.Id, ProcessTable.AttemptOf(survivor.Id, data.Work));
        await KillAllAsync(() => Survivors(known), stop);
        await LetEndAsync(known, stop);
        return survivors.Count;
    }

    /// <summary>Processes of this host whose attempts are over, each until it is reaped.</summary>
    private async Task LetEndAsync(IReadOnlySet<AttemptKey> over, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (_children.Keys.Where(over.Contains).ToList() is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetElapsedTime(began) > ExitLimit)
                foreach (var key in left)
                    await KillAllAsync(() => ProcessTable.Of(key, data.Work, session: null), stop);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, stop);
        }
    }

    private List<ProcessEntry> Survivors(IReadOnlySet<AttemptKey> known) =>
        [.. ProcessTable.All().Where(p => !p.IsZombie && ProcessTable.AttemptOf(p.Id, data.Work) is { } key && known.Contains(key) && !_children.ContainsKey(key))];

    /// <summary>The session may have been taken over by a stranger only if the leader's pid was given anew, and then its start differs.</summary>
    private static bool IsOurSession(LocalProcessHandle handle) => ProcessTable.Find(handle.Id) is not { } leader || leader.Start == handle.Start;

    /// <summary>Kills until nothing is left: what forks while it is killed is found in the next round. The kernel's pace is no matter of the host's clock.</summary>
    private static async Task KillAllAsync(Func<List<ProcessEntry>> find, CancellationToken stop)
    {
        for (var left = find(); left.Count > 0; left = find())
        {
            foreach (var process in left)
                ProcessGroup.SignalOne(process.Id, ProcessGroup.Kill);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, stop);
        }
    }

    private ProcessStartInfo Prepare(Launch launch)
    {
        var memory = options.Value.MemoryMegabytes;
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = launch.Workspace };
        foreach (var argument in (IEnumerable<string>)["-c", Script, "cortex-worker", (memory * 1024L).ToString(CultureInfo.InvariantCulture), .. Command(options.Value), "work", launch.Type])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in Needed.Concat(options.Value.PassEnvironment))
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        foreach (var (name, value) in Fixed)
            start.Environment[name] = value;
        if (memory > 0)
            start.Environment["DOTNET_GCHeapHardLimit"] = (memory * 1024L * 1024 / 4 * 3).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = Path.Combine(launch.Workspace, "home");
        start.Environment["TMPDIR"] = Path.Combine(launch.Workspace, "tmp");
        start.Environment[WorkerEnvironment.Attempt] = launch.Key.ToString();
        start.Environment[WorkerEnvironment.Gateway] = launch.Gateway.ToString();
        start.Environment[WorkerEnvironment.Master] = launch.Master;
        start.Environment[WorkerEnvironment.Workspace] = launch.Workspace;
        if (launch.TraceParent is { } span)
            start.Environment[WorkerEnvironment.TraceParent] = span;
        return start;
    }

    private static IReadOnlyList<string> Command(LaunchOptions options)
    {
        if (options.Command.Count > 0)
            return options.Command;
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This program cannot tell its own path: set Workers:Launching:Command.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Environment.GetCommandLineArgs()[0]] : [program];
    }

    private async Task ReapAsync(AttemptKey key, Process process, LocalProcessHandle handle, Task pumps)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        try
        {
            // What it left running holds its output open.
            await KillAllAsync(() => ProcessTable.Of(key, data.Work, handle.Id), CancellationToken.None);
            await DrainAsync(process, pumps);
            _evidence.TryAdd(key, Evidence(process.ExitCode, handle.Errors));
            await FolderRemoval.RemoveAsync(handle.Workspace, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "What attempt {Attempt} left in {Workspace} cannot be removed", key, handle.Workspace);
        }
        finally
        {
            _children.TryRemove(key, out _);
            process.Dispose();
            watch.Raise();
        }
    }

    private static Task Pump(StreamReader from, string path, KnownValues known) => Task.Run(() => OutputPump.RunAsync(from.BaseStream, path, known));

    private static async Task DrainAsync(Process process, Task pumps)
    {
        if (await Task.WhenAny(pumps, Task.Delay(DrainLimit, TimeProvider.System)) == pumps)
            return;
        process.StandardOutput.Close();
        process.StandardError.Close();
        await Task.WhenAny(pumps, Task.Delay(DrainLimit, TimeProvider.System));
    }

    private string Evidence(int exitCode, string errors)
    {
        var what = exitCode switch
        {
            WorkerExit.Orphaned => "Its lifeline ended.",
            WorkerExit.Unreachable => "It could not reach its gateway.",
            WorkerExit.Refused => "Its gateway refused it.",
            > 128 and < 128 + 65 => $"It was ended by signal {exitCode - 128}.",
            _ => $"It ended with exit code {exitCode}.",
        };
        var tail = Tail(errors, options.Value.EvidenceBytes);
        return tail.Length == 0 ? what : $"{what} Last words: {tail}";
    }

    private static string Tail(string path, int most)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(-Math.Min(most, file.Length), SeekOrigin.End);
            var bytes = new byte[most];
            var read = file.ReadAtLeast(bytes, most, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, read).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string? OverMemory(AttemptKey key, string? handle)
    {
        if (options.Value.MemoryMegabytes == 0 || LocalProcessHandle.Parse(handle) is not { } process || !OperatingSystem.IsLinux())
            return null;
        var used = ProcessTable.All().Where(p => p.Session == process.Id).Sum(p => p.ResidentPages) * Environment.SystemPageSize / (1024 * 1024);
        return used <= options.Value.MemoryMegabytes ? null : $"It used {used} MB of memory, more than its limit of {options.Value.MemoryMegabytes} MB.";
    }
}
