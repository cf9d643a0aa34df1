using System.Diagnostics;

namespace Cortex.Benchmarks.Runs;

/// <summary>A git repository with one commit.</summary>
internal static class SmallRepository
{
    public static async Task<string> CreateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        using var git = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", "git init -q && echo small > README.md && git add . && git -c user.name=B -c user.email=b@example.org commit -qm First"])
        { WorkingDirectory = folder })!;
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? folder : throw new InvalidOperationException($"git could not make a repository in {folder}.");
    }
}
