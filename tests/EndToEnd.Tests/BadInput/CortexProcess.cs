using System.Diagnostics;

namespace Cortex.EndToEnd.Tests.BadInput;

/// <summary>The built cortex, started as anyone starts it.</summary>
internal static class CortexProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static Task<Outcome> RunAsync(params IEnumerable<string> arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), Limit, arguments);

    public static async Task<Outcome> RunAsync(IReadOnlyDictionary<string, string> variables, TimeSpan longest, params IEnumerable<string> arguments)
    {
        using var process = Start(variables, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(longest);
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

    /// <summary>With no setting of the caller's but these.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments)
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
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal sealed record Outcome(int ExitCode, string Out, string Error);
}
