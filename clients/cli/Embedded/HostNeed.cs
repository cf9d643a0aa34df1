namespace Cortex.Cli.Embedded;

/// <summary>What a command wants of a host that it may have to start itself.</summary>
internal enum HostNeed
{
    /// <summary>Runs go on while the host is there.</summary>
    Working,

    /// <summary>Only what is recorded: nothing is dispatched, no unfinished run wakes up.</summary>
    Reading,
}
