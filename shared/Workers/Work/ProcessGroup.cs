using System.Runtime.InteropServices;

namespace Cortex.Workers.Work;

/// <summary>Signals to processes and their groups (POSIX kill, setsid).</summary>
public static partial class ProcessGroup
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Makes this process the leader of a session, and so of a group, of its own; nothing when it is one.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
    }

    /// <summary>Ends this process and all it started, without a word.</summary>
    public static void KillOwn()
    {
        if (!OperatingSystem.IsWindows() && GetGroup() == Environment.ProcessId)
            _ = Signal(0, Kill);
    }

    /// <summary>Signals every process of a group.</summary>
    public static void SignalGroup(int leader, int signal)
    {
        if (!OperatingSystem.IsWindows() && leader > 1)
            _ = Signal(-leader, signal);
    }

    public static void SignalOne(int process, int signal)
    {
        if (!OperatingSystem.IsWindows() && process > 1)
            _ = Signal(process, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int target, int signal);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();
}
