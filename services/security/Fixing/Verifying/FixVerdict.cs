using Cortex.Contracts.Findings;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>Whether a change holds, and why not.</summary>
internal sealed record FixVerdict(VerificationStatus Status, string? Reason)
{
    /// <summary>Of <see cref="OpenReasons"/>, why findings stay with it; null when it holds.</summary>
    public string? Open { get; init; } = Status switch
    {
        VerificationStatus.Passed => null,
        VerificationStatus.Failed => OpenReasons.Rejected,
        _ => OpenReasons.NotVerifiable,
    };

    public static FixVerdict NotTrusted(string? also = null) =>
        Skipped("not executed: target not trusted" + (also is null ? "" : $"; {also}")) with { Open = OpenReasons.NotTrusted };

    public static FixVerdict NotTried(string reason) => Skipped(reason) with { Open = OpenReasons.NotTried };

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
