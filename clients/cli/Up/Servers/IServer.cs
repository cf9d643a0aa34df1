namespace Cortex.Cli.Up.Servers;

/// <summary>A broker or store of Debian's packages, run as a process of one's own on the loopback address.</summary>
internal interface IServer
{
    string Name { get; }

    /// <summary>The package that brings it.</summary>
    string Package { get; }

    bool IsInstalled { get; }

    /// <summary>As services are told it.</summary>
    string Address { get; }

    /// <summary>As people are told it: without the password.</summary>
    string Shown { get; }

    /// <summary>Sent for an orderly end.</summary>
    int StopSignal { get; }

    /// <summary>Makes its folder and returns how to start it. Its data stays from one start to the next.</summary>
    Task<ProcessPlan> PrepareAsync(CancellationToken stop);

    /// <summary>True once it takes connections; makes what services expect to find.</summary>
    /// <exception cref="Commanding.CommandFailure">It never will.</exception>
    Task<bool> IsReadyAsync(CancellationToken stop);
}

/// <param name="Command">Program and arguments.</param>
/// <param name="Environment">Added to this process's own.</param>
internal sealed record ProcessPlan(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment);
