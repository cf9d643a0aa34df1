namespace Cortex.Packages;

/// <summary>What a hostile repository may cost. Passing a limit is an <see cref="UnreadableInput"/>, never an error.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>The largest file that is opened, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The deepest nesting of JSON, XML and TOML that is followed; at most 512.</summary>
    public int MaxDepth { get; init; } = 128;

    // Readers recurse into what nests; more than this would risk the stack.
    internal int Depth => Math.Clamp(MaxDepth, 1, 512);

    /// <summary>The most packages one file may list, and a scan may return.</summary>
    public int MaxPackages { get; init; } = 1_000_000;

    /// <summary>The largest XML file that is opened, in bytes.</summary>
    public long MaxXmlBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>The most elements that evaluating one project, with its imports, may visit.</summary>
    public int MaxProjectElements { get; init; } = 200_000;

    /// <summary>The most elements that evaluating all projects of a scan may visit.</summary>
    public long MaxScanElements { get; init; } = 20_000_000;
}
