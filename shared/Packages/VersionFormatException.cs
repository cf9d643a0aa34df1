namespace Cortex.Packages;

/// <summary>A text that is no version of its ecosystem.</summary>
public sealed class VersionFormatException(string message) : FormatException(message);
