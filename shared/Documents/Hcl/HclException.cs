namespace Cortex.Documents.Hcl;

/// <summary>Text that cannot be read as HCL: where, why, and what to do.</summary>
public sealed class HclException(int line, string message) : Exception(message)
{
    /// <summary>1-based.</summary>
    public int Line { get; } = line;
}
