namespace Cortex.Contracts.Findings;

/// <summary>Why no verified change of the run removes a finding.</summary>
public sealed record StaysOpen
{
    /// <summary>One of <see cref="OpenReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>For people.</summary>
    public required string Detail { get; init; }
}

public static class OpenReasons
{
    /// <summary>No version is known that resolves it.</summary>
    public const string NoFixKnown = "no-fix-known";

    /// <summary>Only a version that may break resolves it, and that one cannot be taken.</summary>
    public const string BreakingOnly = "breaking-only";

    /// <summary>Its place is none that can be edited.</summary>
    public const string NotEditable = "not-editable";

    /// <summary>What is right depends on what the file is for, so that a person has to decide.</summary>
    public const string NeedsDecision = "needs-decision";

    /// <summary>A change was made and nothing of the target may be executed to verify it.</summary>
    public const string NotTrusted = "not-trusted";

    /// <summary>A fix is known and could not be verified here.</summary>
    public const string NotVerifiable = "not-verifiable";

    /// <summary>A change was made and its verification failed.</summary>
    public const string Rejected = "fix-rejected";

    /// <summary>More changes than a repository gets in one run; it is left to the next.</summary>
    public const string CapReached = "cap-reached";

    /// <summary>Nobody tried in this run: a dry run, a plan without fix-workers, or no time left.</summary>
    public const string NotTried = "not-tried";

    public static IReadOnlyList<string> All { get; } =
        [NoFixKnown, BreakingOnly, NotEditable, NeedsDecision, NotTrusted, NotVerifiable, Rejected, CapReached, NotTried];
}
