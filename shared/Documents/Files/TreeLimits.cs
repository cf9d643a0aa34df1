namespace Cortex.Documents.Files;

/// <summary>What a hostile repository may cost. Passing a limit is a finding, never an error.</summary>
public sealed record TreeLimits
{
    public static TreeLimits Default { get; } = new();

    /// <summary>Files looked at; the rest is left out and the scan is marked partial.</summary>
    public int MaxFiles { get; init; } = 1_000_000;

    /// <summary>Largest text file that is read whole, in bytes.</summary>
    public long MaxTextBytes { get; init; } = 4L * 1024 * 1024;

    /// <summary>Bytes of one file that are looked at to count lines.</summary>
    public long MaxCountedBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>Findings of one rule in one repository; more are summed up in one.</summary>
    public int MaxFindingsPerRule { get; init; } = 100;

    public int MaxFolderDepth { get; init; } = 200;
}
