using System.Diagnostics;

namespace Cortex.TestKit.Disks;

/// <summary>A disk of one's own in memory, which a test fills. Only root can have one: see <see cref="SmallDiskFactAttribute"/>.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <exception cref="InvalidOperationException">It cannot be mounted here.</exception>
    public static SmallDisk Mount(int megabytes) => TryMount(megabytes) ?? throw new InvalidOperationException($"A disk of {megabytes} MB cannot be mounted.");

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 64 * 1024; size > 0; size /= 16)
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // What is left is smaller.
            }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Runs("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    internal static SmallDisk? TryMount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-small-disk-").FullName;
        if (Runs("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder))
            return new SmallDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    private static bool Runs(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
