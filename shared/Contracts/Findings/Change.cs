namespace Cortex.Contracts.Findings;

/// <summary>A proposed edit on a branch of its own, with its verification.</summary>
public sealed record Change
{
    public required string Key { get; init; }
    public required string Master { get; init; }

    /// <summary>dependency-upgrade, secret-removal, configuration, pipeline, test, feature, documentation, dashboard or alert.</summary>
    public required string Kind { get; init; }
    public required string Target { get; init; }
    public string? Branch { get; init; }
    public string? Commit { get; init; }
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Keys of the findings it answers.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
    public string? Package { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public required Verification Verification { get; init; }
    public required Review Review { get; init; }
    public required Proposal Proposal { get; init; }
}

public enum VerificationStatus { Passed, Failed, Skipped }

public sealed record Verification
{
    public required VerificationStatus Status { get; init; }

    /// <summary>The exact commands that were run.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];
    public string? Reason { get; init; }
}

public sealed record Review
{
    /// <summary>approved, rejected or "not reviewed".</summary>
    public required string Verdict { get; init; }
    public string? Reason { get; init; }
}

public sealed record Proposal
{
    /// <summary>branch, patch, pull-request or none.</summary>
    public required string Kind { get; init; }
    public string? Url { get; init; }

    /// <summary>The patch, or the text for a reviewer, in the run's folder of the data directory.</summary>
    public string? Path { get; init; }

    /// <summary>Why it is no more than this, and what a reviewer must know besides.</summary>
    public string? Reason { get; init; }
}
