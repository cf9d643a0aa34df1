namespace Cortex.Packages.Reading;

/// <summary>Ends the reading of one file; becomes an <see cref="UnreadableInput"/>.</summary>
internal sealed class UnreadableException(string reason, int? line = null) : Exception(reason)
{
    public int? Line => line;
}
