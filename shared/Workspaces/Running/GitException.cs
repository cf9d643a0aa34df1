namespace Cortex.Workspaces.Running;

/// <summary>Git could not do it; the message says what was wanted and what git said.</summary>
public sealed class GitException(string message, string error, bool timedOut = false) : Exception(message)
{
    /// <summary>What git wrote to standard error, shortened.</summary>
    public string Error { get; } = error;

    public bool TimedOut { get; } = timedOut;
}
