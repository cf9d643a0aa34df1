using System.Diagnostics;

namespace Cortex.TestKit.Servers.Processes;

/// <summary>A program that is run to its end.</summary>
internal static class Tool
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Append("/usr/bin").Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static async Task RunAsync(IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}\n{errors}");
    }
}
