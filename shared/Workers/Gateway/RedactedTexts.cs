using System.Text.RegularExpressions;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Secrets;

namespace Cortex.Workers.Gateway;

/// <summary>
/// What workers say in words may quote a tool, and a tool may print a secret: no such text is stored as it came. Identifiers, keys and commits are no words
/// and stay as they are.
/// </summary>
internal static partial class RedactedTexts
{
    private const int Longest = 64 * 1024;

    public static string? Of(string? text) =>
        string.IsNullOrEmpty(text) ? text : SecretRedaction.Redact(AttemptTokens().Replace(text.Length <= Longest ? text : text[..Longest] + " […]", SecretRedaction.Mark));

    public static WorkerResult Of(WorkerResult result) => result with
    {
        Changes = [.. result.Changes.Select(Of)],
        Open = result.Open.ToDictionary(open => open.Key, open => open.Value with { Detail = Of(open.Value.Detail)! }, StringComparer.Ordinal),
        Failure = result.Failure is { } failure ? failure with { Reason = Of(failure.Reason)! } : null,
    };

    private static Change Of(Change change) => change with { Verification = change.Verification with { Reason = Of(change.Verification.Reason) } };

    /// <summary>Only hashes of them are stored, so they are known by their form: worker, attempt, 256 bits in base64url.</summary>
    [GeneratedRegex("[0-9a-f]{32}[.][0-9]{1,6}[.][0-9A-Za-z_-]{43}", RegexOptions.NonBacktracking)]
    private static partial Regex AttemptTokens();
}
