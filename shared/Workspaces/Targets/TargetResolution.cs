using Cortex.Contracts.Targets;

namespace Cortex.Workspaces.Targets;

/// <summary>What an input came to: repositories at fixed commits, what could not be used, and remarks for people.</summary>
public sealed record TargetResolution(IReadOnlyList<Target> Targets, IReadOnlyList<TargetProblem> Problems, IReadOnlyList<string> Notes)
{
    public static TargetResolution Problem(string name, string reason) => new([], [new TargetProblem { Name = name, Reason = reason }], []);
}
