namespace Cortex.Contracts.Findings;

/// <summary>What a reviewer reads of a change, as its pr-worker wrote it; the master proposes it.</summary>
public sealed record ProposalText
{
    /// <summary>Key of the change.</summary>
    public required string Change { get; init; }
    public required string Target { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>@user or @organisation/team, from the target's CODEOWNERS.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <summary>True when it is not to be merged as it is.</summary>
    public bool Draft { get; init; }
}
