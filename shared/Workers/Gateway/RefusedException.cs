namespace Cortex.Workers.Gateway;

/// <summary>An answer other than "done": the HTTP status and what the worker is told.</summary>
public sealed class RefusedException(int status, string error, string? advice = null) : Exception(error)
{
    public int Status { get; } = status;

    public string? Advice { get; } = advice;
}
