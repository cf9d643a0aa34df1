using Cortex.TestKit.Disks;
using Cortex.Workers.Launching.Output;

namespace Cortex.Workers.Tests.Output;

public sealed class LogFileTests
{
    private const long Plenty = 1024 * 1024;

    [SmallDiskFact]
    public void What_a_full_disk_keeps_out_is_counted_in_the_log_once_there_is_room()
    {
        using var disk = SmallDisk.Mount(megabytes: 1);
        var path = Path.Combine(disk.Folder, "attempt.log");
        var line = new string('x', 9_999) + "\n";
        using var log = new LogFile(path, Plenty);

        log.Write("before\n");
        disk.Fill();
        log.Write(line);
        log.Write(line);
        disk.Free();
        log.Write("after\n");

        var lines = File.ReadAllLines(path);
        Assert.Equal("before", lines[0]);
        Assert.Matches(@"^\[20000 characters are missing here: .*\]$", lines[^2]);
        Assert.Equal("after", lines[^1]);
    }

    [Fact]
    public void A_log_ends_at_its_limit_and_says_so()
    {
        using var folder = new TemporaryFile();
        using (var log = new LogFile(folder.Path, 2 * Plenty))
            for (var i = 0; i < 5; i++)
                log.Write(new string('x', (int)Plenty - 1) + "\n");

        var text = File.ReadAllText(folder.Path);
        Assert.EndsWith($"x\n\n[The log ends here: it has reached its limit of 2 MiB.]\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 2 * Plenty, 2 * Plenty + 100);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
