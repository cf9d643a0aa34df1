using Cortex.Cli.Commanding;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Embedded;

/// <summary>
/// Held by the one host of a data directory. The kernel releases it when the process ends, however it ends;
/// it is not inherited by workers.
/// </summary>
internal sealed class HostLock : IDisposable
{
    /// <summary>EWOULDBLOCK on Linux and macOS, and Windows' sharing violation.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private HostLock(FileStream file)
    {
        this.file = file;
    }

    /// <summary>Null when another host has it.</summary>
    public static HostLock? TryTake(DataDirectory data)
    {
        RequireFolder(data);
        try
        {
            Directory.CreateDirectory(data.Root);
            return new HostLock(new FileStream(data.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CommandFailure(ExitCodes.Failed, $"the data directory '{data.Root}' cannot be written: {e.Message}",
                "Give another one with --data.", e);
        }
    }

    public static void RequireFolder(DataDirectory data)
    {
        if (File.Exists(data.Root))
            throw CommandFailure.Usage($"the data directory '{data.Root}' is a file", "Give a folder with --data.");
    }

    public void Dispose() => file.Dispose();
}
