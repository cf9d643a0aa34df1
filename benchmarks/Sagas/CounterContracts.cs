namespace Cortex.Benchmarks.Sagas;

public sealed record Count
{
    public required Guid CounterId { get; init; }
    public required int Amount { get; init; }

    /// <summary>True: the machine publishes <see cref="Counted"/>.</summary>
    public bool Tell { get; init; }
}

public sealed record Counted
{
    public required Guid CounterId { get; init; }
    public required long Total { get; init; }
}
