namespace Cortex.EndToEnd.Tests.Killing;

/// <summary>Where the plug is pulled: at an edge of a message's commit in the host, or between two steps of a worker's life.</summary>
internal sealed record KillPoint(string Text, bool InWorker)
{
    private static readonly string[] _edges = ["before-commit", "after-commit", "after-dispatch"];

    /// <summary>Every message of an undisturbed run at every edge, in its order; deadlines are never dispatched in it.</summary>
    public static IReadOnlyList<KillPoint> All(IEnumerable<(string Message, bool IsDeadline)> emitted, IEnumerable<string> lifePoints) =>
    [
        .. emitted.SelectMany(one => _edges.Take(one.IsDeadline ? 2 : 3).Select(edge => new KillPoint($"{edge}:{one.Message}", false))),
        .. lifePoints.Select(point => new KillPoint(point, true)),
    ];

    public override string ToString() => InWorker ? $"worker {Text}" : Text;
}

/// <summary>One kill, of the host alone or with its workers.</summary>
internal sealed record Pull(KillPoint Point, bool WholeTree)
{
    public override string ToString() => $"{Point}, {(WholeTree ? "whole tree" : "host alone")}";
}
