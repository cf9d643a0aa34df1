using Cortex.Contracts.Findings;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>Whether a change holds, and why not.</summary>
internal sealed record FixVerdict(VerificationStatus Status, string? Reason)
{
    public static FixVerdict Passed(string? note = null) => new(VerificationStatus.Passed, note);

    public static FixVerdict Failed(string reason) => new(VerificationStatus.Failed, reason);

    public static FixVerdict Skipped(string reason) => new(VerificationStatus.Skipped, reason);

    /// <summary>Of two verdicts on the same change the one that counts: a failure before a doubt before a pass. Notes of passes are kept together.</summary>
    public static FixVerdict Worse(FixVerdict? first, FixVerdict second)
    {
        if (first is null || second.Status == VerificationStatus.Failed)
            return first?.Status == VerificationStatus.Failed ? first : second;
        if (first.Status != VerificationStatus.Passed)
            return first;
        return second.Status != VerificationStatus.Passed || first.Reason is null ? second : Passed(second.Reason is null ? first.Reason : $"{first.Reason}; {second.Reason}");
    }
}
