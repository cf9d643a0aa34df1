using Cortex.Contracts.Findings;

namespace Cortex.Security.Scanning;

/// <summary>A secret or a misconfiguration at its place in a repository; which target it is, whoever runs the detectors adds.</summary>
internal sealed record Detection
{
    /// <summary>The id of a <see cref="Rules.RulePage"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Relative to the root, with '/' between its parts.</summary>
    public required string Path { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }

    /// <summary>
    /// What in the file it is true of, in words that stay the same when lines move: "Deployment/payments app", "stage build". Together with rule
    /// and path it makes the finding's key, so of two equal ones only the first counts. Never a secret, nor anything that it could be told from.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>The finding's title: what is wrong there and what to do. Never a secret.</summary>
    public required string Title { get; init; }

    /// <summary>Null for the severity of the rule's page.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What stands for it in allow rules and baselines; null where rule, path and subject do. See <see cref="Suppressions.Fingerprints"/>.</summary>
    public string? Fingerprint { get; init; }
}
