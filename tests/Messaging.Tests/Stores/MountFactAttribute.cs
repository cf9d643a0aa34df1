using System.Diagnostics;
using Cortex.TestKit.Servers;

namespace Cortex.Messaging.Tests.Stores;

/// <summary>A fact about PostgreSQL that also mounts a small disk of its own, which root may, where it is allowed.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = new ServerFactAttribute(ServerKind.Postgres).Skip
        ?? (Environment.IsPrivilegedProcess && Mounts() ? null : "a small disk cannot be mounted here: it takes root and the right to mount");

    private static bool Mounts()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-mount-").FullName;
        try
        {
            if (!Runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder))
                return false;
            return Runs("umount", folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static bool Runs(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
