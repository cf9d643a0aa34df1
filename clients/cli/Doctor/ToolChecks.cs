using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Cortex.Contracts.Masters;

namespace Cortex.Cli.Doctor;

internal static class ToolChecks
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly Version OldestGit = new(2, 30);

    public static async Task<Check> GitAsync(TimeProvider clock, CancellationToken stop)
    {
        const string advice = "Install git 2.30 or newer and put it on the PATH.";
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = (await git.StandardOutput.ReadToEndAsync(either.Token)).Trim();
            var number = said.Split(' ').FirstOrDefault(w => w.Length > 0 && char.IsAsciiDigit(w[0])) ?? "";
            var known = Version.TryParse(string.Join('.', number.Split('.').Take(2)), out var version);
            return new Check
            {
                Name = "git",
                Status = known && version >= OldestGit ? CheckStatus.Passed : CheckStatus.Failed,
                Detail = said.Length > 0 ? said : "git did not say its version",
                Advice = known && version >= OldestGit ? null : advice,
            };
        }
        catch (Exception e) when (e is Win32Exception || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new Check { Name = "git", Status = CheckStatus.Failed, Detail = "git cannot be run", Advice = advice };
        }
    }

    public static Check Runtime() => new()
    {
        Name = "runtime",
        Status = CheckStatus.Passed,
        Detail = $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, cortex {CortexVersion.Text}",
    };
}
