using System.Diagnostics;

namespace Cortex.Workspaces.Folders;

/// <summary>Removes a folder that hostile work was done in: names that are not UTF-8, folders without permissions, links (which are not followed).</summary>
public static class FolderRemoval
{
    /// <exception cref="IOException">Something could not be removed.</exception>
    public static async Task RemoveAsync(string folder, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The tools below are more patient.
        }

        await RunAsync("chmod", ["-R", "u+rwX", "--", folder], stop);
        await RunAsync("rm", ["-rf", "--", folder], stop);
        if (Directory.Exists(folder))
            throw new IOException($"The folder {folder} cannot be removed completely. Remove it by hand.");
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
    }
}
