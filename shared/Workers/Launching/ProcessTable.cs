using System.Globalization;
using System.Text;
using Cortex.Workers.Attempts;
using Cortex.Workers.Work;

namespace Cortex.Workers.Launching;

/// <summary>A process as /proc shows it. A pid comes back; pid and start (clock ticks since boot) together do not.</summary>
public sealed record ProcessEntry(int Id, int Parent, int Group, int Session, char State, long Start, long ResidentPages)
{
    /// <summary>Dead, only not yet waited for.</summary>
    public bool IsZombie => State is 'Z' or 'X';
}

/// <summary>Reads Linux's /proc; elsewhere it is empty, and only the launcher's own children are seen.</summary>
public static class ProcessTable
{
    public static IEnumerable<ProcessEntry> All() =>
        !OperatingSystem.IsLinux() ? [] : Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? Find(id) : null)
            .OfType<ProcessEntry>();

    public static ProcessEntry? Find(int id)
    {
        try
        {
            // PID (NAME) STATE PPID PGRP SESSION … ; the name may hold anything, so what follows the last ')' is read (proc(5)).
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessEntry(id, Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[0][0], long.Parse(fields[19], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The attempt a process belongs to by the marker in its environment, which children inherit; null when its workspace is not below <paramref name="work"/>.</summary>
    public static AttemptKey? AttemptOf(int id, string work)
    {
        try
        {
            // NUL-separated NAME=VALUE (proc(5)); what is no UTF-8 is none of ours.
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/environ")).Split('\0');
            return Value(environment, WorkerEnvironment.Attempt) is { } marker && AttemptKey.TryParse(marker, out var key)
                && Value(environment, WorkerEnvironment.Workspace) is { } workspace && workspace.StartsWith(Path.GetFullPath(work) + "/", StringComparison.Ordinal)
                ? key
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All processes of an attempt: those with its marker and those of its session, the dead left out.</summary>
    public static List<ProcessEntry> Of(AttemptKey key, string work, int? session) =>
        [.. All().Where(p => !p.IsZombie && (p.Session == session || AttemptOf(p.Id, work) == key))];

    private static string? Value(string[] environment, string name) =>
        Array.Find(environment, variable => variable.StartsWith(name, StringComparison.Ordinal) && variable.AsSpan(name.Length).StartsWith("="))?[(name.Length + 1)..];
}
