using Cortex.Hosting.Data;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up;

/// <summary>What an 'up' that was killed has left running.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends it: services and servers alike are written to survive a kill, so an orderly end comes first and a kill after it.</summary>
    public static async Task EndAsync(DataDirectory data, TextWriter words, TimeProvider clock)
    {
        var left = UpFile.Read(data)?.Processes.Where(process => process.Runs).ToList() ?? [];
        if (left.Count > 0)
            await words.WriteLineAsync($"Ending what an earlier 'cortex up' left: {string.Join(", ", left.Select(process => process.Name))}");
        foreach (var process in left)
            ProcessGroup.SignalOne(process.Id, process.Name == "postgresql" ? ProcessGroup.Interrupt : ProcessGroup.Terminate);
        var began = clock.GetTimestamp();
        while (left.Exists(process => process.Runs) && clock.GetElapsedTime(began) < Grace)
            await Task.Delay(Between, clock);
        foreach (var process in left)
            ProcessGroup.SignalGroup(process.Id, ProcessGroup.Kill);
        while (left.Exists(process => process.Runs))
            await Task.Delay(Between, clock);
        UpFile.Remove(data);
    }
}
