using System.Diagnostics;

namespace Cortex.Cli.Tests.Processes;

/// <summary>The built cortex, started as anyone starts it, without a terminal.</summary>
internal sealed class CortexProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private CortexProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public static string Binary { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cortex.exe" : "cortex");

    public static CortexProcess Start(IEnumerable<string> args, IReadOnlyDictionary<string, string>? variables = null, string input = "")
    {
        var start = new ProcessStartInfo(Binary, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("CORTEX_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var started = Process.Start(start)!;
        started.StandardInput.Write(input);
        started.StandardInput.Close();
        return new CortexProcess(started);
    }

    public static async Task<Outcome> RunAsync(IEnumerable<string> args, IReadOnlyDictionary<string, string>? variables = null, string input = "")
    {
        using var cortex = Start(args, variables, input);
        return await cortex.EndAsync();
    }

    public int Id => process.Id;

    /// <summary>The host alone, as kill -9 does it.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Interrupt() => Process.Start("kill", ["-INT", process.Id.ToString()]).WaitForExit();

    public void Terminate() => Process.Start("kill", ["-TERM", process.Id.ToString()]).WaitForExit();

    public async Task<Outcome> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    internal sealed record Outcome(int ExitCode, string Out, string Error);
}
