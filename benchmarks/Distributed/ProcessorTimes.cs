using System.Diagnostics;
using System.Globalization;
using Cortex.Benchmarks.WorkerStart;

namespace Cortex.Benchmarks.Distributed;

/// <summary>Seconds of processor time that each part has used: this process, what it has started (git), and each server with all its processes.</summary>
internal static class ProcessorTimes
{
    private const double TicksPerSecond = 100;

    public static Dictionary<string, double> Read(IReadOnlyDictionary<string, int> servers)
    {
        using var own = Process.GetCurrentProcess();
        var times = new Dictionary<string, double>(StringComparer.Ordinal) { ["host"] = own.TotalProcessorTime.TotalSeconds, ["git"] = ChildProcesses.Cpu.TotalSeconds };
        var processes = All();
        foreach (var (name, id) in servers)
            times[name] = OfTree(id, processes);
        return times;
    }

    public static Dictionary<string, double> Between(Dictionary<string, double> before, Dictionary<string, double> after) =>
        after.ToDictionary(part => part.Key, part => part.Value - before[part.Key], StringComparer.Ordinal);

    /// <summary>A process counts its own time and that of the children it has waited for (proc(5): utime, stime, cutime, cstime).</summary>
    private static double OfTree(int root, IReadOnlyDictionary<int, string[]> processes) =>
        (processes.TryGetValue(root, out var fields) ? fields[11..15].Sum(long.Parse) / TicksPerSecond : 0)
        + processes.Where(process => process.Value[1] == root.ToString(CultureInfo.InvariantCulture)).Sum(child => OfTree(child.Key, processes));

    private static Dictionary<int, string[]> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Select(id => (Id: id, Fields: id == 0 ? null : Stat(id)))
        .Where(process => process.Fields is not null)
        .ToDictionary(process => process.Id, process => process.Fields!);

    private static string[]? Stat(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended between the two looks.
            return null;
        }
    }
}
