namespace Cortex.EndToEnd.Tests.Killing;

/// <summary>Where the plug is pulled: at an edge of a message's commit in the host, or between two steps of a worker's life.</summary>
internal sealed record KillPoint(string Text, bool InWorker)
{
    private static readonly string[] _edges = ["before-commit", "after-commit", "after-dispatch"];

    /// <summary>Every message of an undisturbed run at every edge; deadlines are never dispatched in it.</summary>
    public static IReadOnlyList<KillPoint> All(IEnumerable<string> messages, IEnumerable<string> deadlines, IEnumerable<string> lifePoints) =>
    [
        .. messages.SelectMany(message => _edges.Select(edge => new KillPoint($"{edge}:{message}", false))),
        .. deadlines.SelectMany(message => _edges.Take(2).Select(edge => new KillPoint($"{edge}:{message}", false))),
        .. lifePoints.Select(point => new KillPoint(point, true)),
    ];

    public override string ToString() => InWorker ? $"worker {Text}" : Text;
}
