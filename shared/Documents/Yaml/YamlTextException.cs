namespace Cortex.Documents.Yaml;

/// <summary>Text that cannot be read as YAML: where, why, and what to do.</summary>
public sealed class YamlTextException(int line, string message) : Exception(message)
{
    /// <summary>1-based.</summary>
    public int Line { get; } = line;
}
