namespace Cortex.Contracts.Workers;

/// <summary>A launched attempt did not fetch its assignment in time.</summary>
public sealed record StartTimedOut
{
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>An attempt ran longer than its limit.</summary>
public sealed record WorkTimedOut
{
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>The back-off before the next attempt is over.</summary>
public sealed record RetryDue
{
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>A stop was not answered in time.</summary>
public sealed record StopTimedOut
{
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}
