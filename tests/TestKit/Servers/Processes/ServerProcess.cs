using System.Diagnostics;
using System.Globalization;

namespace Cortex.TestKit.Servers.Processes;

/// <summary>
/// A server as a child of this process, ended with it however it ends. A shell stands guard: when its standard input closes it kills the
/// server's process group and removes the folder; told to keep the folder it only kills.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Guard = """
        folder="$1" log="$2"; shift 2; exec 2>/dev/null
        setsid "$@" </dev/null >>"$log" 2>&1 &
        server=$!
        echo "$server"
        read -r keep
        kill -s KILL -- "-$server"
        wait "$server"
        if [ -z "$keep" ]; then rm -rf -- "$folder"; fi
        """;

    private readonly Process _guard;
    private readonly int _server;
    private readonly string _log;

    private ServerProcess(Process guard, int server, string log) => (_guard, _server, _log) = (guard, server, log);

    /// <summary>Its parent has not buried it yet, so the id is still its own.</summary>
    public bool HasEnded
    {
        get
        {
            try
            {
                var status = File.ReadAllText($"/proc/{_server}/stat");
                return status[(status.LastIndexOf(')') + 2)..].StartsWith('Z');
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>The end of what it wrote.</summary>
    public string Log => File.Exists(_log) && File.ReadAllLines(_log) is { Length: > 0 } lines ? string.Join('\n', lines.TakeLast(30)) : "(it wrote nothing)";

    public static async Task<ServerProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var log = Path.Combine(folder, "server.log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", folder, log, .. command])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var guard = Process.Start(start)!;
        var server = int.Parse((await guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        return new ServerProcess(guard, server, log);
    }

    /// <summary>kill -9; what it stored stays.</summary>
    public async Task KillAsync()
    {
        await _guard.StandardInput.WriteLineAsync("keep");
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }
}
