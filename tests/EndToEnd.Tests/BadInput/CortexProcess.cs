using System.Diagnostics;

namespace Cortex.EndToEnd.Tests.BadInput;

/// <summary>The built cortex, started as anyone starts it.</summary>
internal static class CortexProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<Outcome> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cortex.exe" : "cortex"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("CORTEX_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"cortex {string.Join(' ', arguments)} hangs:\n{await output}\n{await error}");
        }

        return new Outcome(process.ExitCode, await output, await error);
    }

    internal sealed record Outcome(int ExitCode, string Out, string Error);
}
