using System.Net;
using System.Runtime.InteropServices;
using Cortex.Workers.Masters;

namespace Cortex.Workers.Work;

/// <summary>
/// The mode <c>work &lt;type&gt;</c>: one attempt in a process of its own. It starts no host and no bus; it reads its environment
/// (<see cref="WorkerEnvironment"/>), speaks HTTP to its gateway and ends with one of <see cref="WorkerExit"/>.
/// </summary>
public static class WorkerProcess
{
    private static readonly string[] NotForChildren = ["DOTNET_GCHeapHardLimit", "DOTNET_TieredPGO", "DOTNET_EnableDiagnostics_IPC", "DOTNET_gcServer"];

    public static bool Wants(string[] args) => args is ["work", ..];

    public static async Task<int> RunAsync(string[] args, IEnumerable<WorkerType> types)
    {
        var known = types.ToDictionary(t => t.Type, StringComparer.Ordinal);
        if (args is not ["work", var type] || !known.ContainsKey(type))
            return await UsageAsync($"usage: work <type>, where <type> is one of: {string.Join(", ", known.Keys)}");
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.Gateway) is not { Length: > 0 } gateway || !Uri.TryCreate(gateway, UriKind.Absolute, out var address))
            return await UsageAsync($"A worker is started by its master: {WorkerEnvironment.Gateway} does not say where the gateway is.");

        if (Environment.GetEnvironmentVariable(WorkerEnvironment.Attempt) is not null)
            ProcessGroup.Lead();
        foreach (var name in NotForChildren)
            Environment.SetEnvironmentVariable(name, null);
        if (await ReadTokenAsync() is not { Length: > 0 } token)
            return await UsageAsync("A worker is started by its master: there is no token on standard input.");

        var workspace = Environment.GetEnvironmentVariable(WorkerEnvironment.Workspace) ?? Directory.CreateTempSubdirectory("cortex-work-").FullName;
        Directory.CreateDirectory(workspace);
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        using var http = NewClient();
        var run = new AttemptRun(new GatewayClient(http, address, token, TimeProvider.System) { TraceParent = Environment.GetEnvironmentVariable(WorkerEnvironment.TraceParent) }, name => known.GetValueOrDefault(name)?.Create(), workspace, TimeProvider.System);
        var exit = await run.RunAsync(stop.Token);

        // Not a return: a worker that did not listen to its stop may still hold threads.
        Environment.Exit(exit);
        return exit;
    }

    /// <summary>A client for gateways: no proxy, no cookies, no redirects.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async Task<string?> ReadTokenAsync()
    {
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.TokenFile) is { Length: > 0 } file)
            return (await File.ReadAllTextAsync(file)).Trim();
        return Lifeline.Take(ProcessGroup.KillOwn);
    }

    private static async Task<int> UsageAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return WorkerExit.Usage;
    }
}
