namespace Cortex.Sagas.Replays;

/// <summary>What a verified replay found.</summary>
public sealed record ReplayVerdict
{
    public required int Streams { get; init; }

    /// <summary>Events replayed.</summary>
    public required long Events { get; init; }

    /// <summary>The first, in the order of the log; null when all is identical.</summary>
    public Divergence? Divergence { get; init; }

    public bool Identical => Divergence is null;

    internal static ReplayVerdict Nothing { get; } = new() { Streams = 0, Events = 0 };

    internal ReplayVerdict And(ReplayVerdict other) => new()
    {
        Streams = Streams + other.Streams,
        Events = Events + other.Events,
        Divergence = Divergence is null || other.Divergence?.Position < Divergence.Position ? other.Divergence : Divergence,
    };
}

/// <summary>Where replay and log part, and in what.</summary>
public sealed record Divergence(string Stream, long Sequence, long Position, string What)
{
    public override string ToString() => $"{Stream} event {Sequence} (position {Position}): {What}";
}
