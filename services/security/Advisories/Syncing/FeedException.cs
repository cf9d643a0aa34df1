namespace Cortex.Security.Advisories.Syncing;

/// <summary>A feed cannot be had; the message says why and what to do.</summary>
internal sealed class FeedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the server says that there is no such file.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>A fault that may pass: the next try may go through.</summary>
internal sealed class PassingFaultException(string message, TimeSpan? wait = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? Wait { get; } = wait;
}
