namespace Cortex.Benchmarks.WorkerStart;

internal static class ChildProcesses
{
    private const int TicksPerSecond = 100;

    /// <summary>Processor time of this process's ended children (cutime and cstime of proc(5)); zero where there is no /proc.</summary>
    public static TimeSpan Cpu
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return TimeSpan.Zero;
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((double)(long.Parse(fields[13]) + long.Parse(fields[14])) / TicksPerSecond);
        }
    }
}
