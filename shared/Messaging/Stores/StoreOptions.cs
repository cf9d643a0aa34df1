namespace Cortex.Messaging.Stores;

public sealed record StoreOptions
{
    /// <summary>Path of the database file; its folder must exist.</summary>
    public required string Path { get; init; }

    /// <summary>True waits for the disk at each commit (synchronous=FULL); false survives the death of the process, not that of the machine (NORMAL).</summary>
    public bool WaitForDisk { get; init; } = true;
}
