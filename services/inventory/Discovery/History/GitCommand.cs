using System.ComponentModel;
using System.Diagnostics;

namespace Cortex.Inventory.Discovery.History;

/// <summary>Runs git for reading: none of the user's or the repository's settings, hooks or helpers take effect, and nothing is fetched.</summary>
internal static class GitCommand
{
    private const int MaxOutput = 4 * 1024 * 1024;

    private static readonly string[] Settings =
        ["-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "-c", "log.showSignature=false", "--no-pager"];

    /// <summary>What git wrote; null when it failed or is not there.</summary>
    public static async Task<string?> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("git", [.. Settings, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var git = Process.Start(start)!;
            git.StandardInput.Close();
            try
            {
                var errors = git.StandardError.ReadToEndAsync(stop);
                var output = await ReadBoundedAsync(git.StandardOutput, stop);
                await errors;
                await git.WaitForExitAsync(stop);
                return git.ExitCode == 0 ? output : null;
            }
            finally
            {
                if (!git.HasExited)
                    git.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> ReadBoundedAsync(StreamReader reader, CancellationToken stop)
    {
        var buffer = new char[MaxOutput];
        var length = await reader.ReadBlockAsync(buffer, stop);
        while (await reader.ReadAsync(new char[64 * 1024], stop) > 0)
        {
            // What passes the limit is read away so that git can end.
        }

        return new string(buffer, 0, length);
    }
}
