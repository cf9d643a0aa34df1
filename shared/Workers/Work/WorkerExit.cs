namespace Cortex.Workers.Work;

/// <summary>Exit codes of <c>work &lt;type&gt;</c>.</summary>
public static class WorkerExit
{
    /// <summary>A result is handed in, be it a failure.</summary>
    public const int Done = 0;

    /// <summary>The command line or the environment is not that of a worker.</summary>
    public const int Usage = 2;

    /// <summary>The gateway wants nothing more from this attempt: fenced, ended or expired.</summary>
    public const int Refused = 10;

    /// <summary>The gateway was away for longer than a worker waits.</summary>
    public const int Unreachable = 11;

    /// <summary>The host that started it is gone.</summary>
    public const int Orphaned = 12;
}
