using Cortex.Contracts.Findings;

namespace Cortex.Workers.Changes;

/// <summary>A change and what its worker knows of it: all that a pr-worker is told.</summary>
public sealed record ProposalSubject
{
    public required Change Change { get; init; }

    /// <summary>The findings it answers, whole.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>EPSS by the finding's key (0 to 1), where the finding itself does not carry it.</summary>
    public IReadOnlyDictionary<string, double> Exploitability { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Why a smaller change would not do.</summary>
    public string? LeastBecause { get; init; }

    /// <summary>What may break, beyond what the versions tell.</summary>
    public string? Risk { get; init; }

    /// <summary>What the verification's commands came to, for example "dotnet test: 42 passed, 0 failed, 1 skipped".</summary>
    public IReadOnlyList<string> Verified { get; init; } = [];

    /// <summary>What it does not solve, and why.</summary>
    public IReadOnlyList<string> StaysOpen { get; init; } = [];
}

/// <summary>Input of a pr-worker: the subjects of one target.</summary>
public sealed record ProposalInput
{
    public IReadOnlyList<ProposalSubject> Subjects { get; init; } = [];
}

/// <summary>Where a proposal is made: whatever its text needs besides its subject.</summary>
public sealed record ProposalPlace(Guid Run, string Target, IReadOnlyList<string> Reviewers);
