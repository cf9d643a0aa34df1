namespace Cortex.Messaging.Stores;

/// <summary>Where a host keeps what must survive it: a file of SQLite's, or a database of PostgreSQL's that several hosts share.</summary>
public sealed record StoreOptions
{
    /// <summary>Path of the database file; its folder must exist. Not looked at when <see cref="PostgreSql"/> is set.</summary>
    public string Path { get; init; } = "";

    /// <summary>True waits for the disk at each commit (synchronous=FULL); false survives the death of the process, not that of the machine (NORMAL).</summary>
    public bool WaitForDisk { get; init; } = true;

    /// <summary>Connection string of a PostgreSQL database; null for SQLite.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>Who writes: replicas of one service write in turns, different services do not wait for each other. It also owns the messages it emits.</summary>
    public string Writer { get; init; } = "host";

    /// <summary>Which of the processes of one writer this is; the same name after a restart.</summary>
    public string Replica { get; init; } = "host";

    /// <summary>HOST:PORT of a Redis that hosts of a shared store tell each other news through and keep snapshots in; null for none. All of it may be lost.</summary>
    public string? Redis { get; init; }

    /// <summary>True when other hosts write to the same store.</summary>
    public bool IsShared => PostgreSql is not null;
}
