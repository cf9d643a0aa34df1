namespace Cortex.TestKit.Servers;

/// <summary>A server that a test may end and start again: a process of Debian's packages, or a container.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>It will not answer any more.</summary>
    bool HasEnded { get; }

    /// <summary>The end of what it wrote.</summary>
    string Log { get; }

    /// <summary>The first time, and after a kill on the same port and data; it need not be ready yet.</summary>
    Task StartAsync();

    /// <summary>kill -9.</summary>
    Task KillAsync();
}
