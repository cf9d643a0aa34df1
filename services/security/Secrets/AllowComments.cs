using Cortex.Documents.Files;
using Cortex.Security.Scanning;

namespace Cortex.Security.Secrets;

/// <summary>
/// Comments that allow a finding where it stands: <c>cortex:allow RULE REASON</c> on its line or the one before, and on its line what other tools taught
/// people to write: <c>gitleaks:allow</c>, <c>pragma: allowlist secret</c>.
/// </summary>
internal sealed class AllowComments(string text, string path, IReadProblems problems)
{
    private const string Own = "cortex:allow";

    private static readonly string[] Others = ["gitleaks:allow", "pragma: allowlist secret", "pragma: whitelist secret"];

    private readonly string[]? _lines = text.Contains(Own, StringComparison.Ordinal) || Array.Exists(Others, other => text.Contains(other, StringComparison.Ordinal)) ? text.Split('\n') : null;

    /// <summary>The comment that allows a finding; null when none does.</summary>
    public AllowedHere? Of(Detection detection)
    {
        if (_lines is null || detection.Line is not { } line || line > _lines.Length)
            return null;
        return Array.Find(Others, other => _lines[line - 1].Contains(other, StringComparison.Ordinal)) is { } other
            ? new(detection, $"Its line says {other}.", line)
            : Says(line, detection) ?? (line > 1 && IsComment(_lines[line - 2]) ? Says(line - 1, detection) : null);
    }

    private static bool IsComment(string line) => line.TrimStart() is var start && (start.StartsWith('#') || start.StartsWith("//", StringComparison.Ordinal) || start.StartsWith("--", StringComparison.Ordinal) || start.StartsWith("<!--", StringComparison.Ordinal) || start.StartsWith("/*", StringComparison.Ordinal) || start.StartsWith(';'));

    private AllowedHere? Says(int line, Detection detection)
    {
        var at = _lines![line - 1].IndexOf(Own, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var words = _lines[line - 1][(at + Own.Length)..].Replace("-->", "", StringComparison.Ordinal).Replace("*/", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2)
            return words[0] == detection.Rule || "secrets/" + words[0] == detection.Rule ? new(detection, string.Join(' ', words[1..]), line) : null;
        problems.Unreadable(path, line, "unreadable-allow", "A comment 'cortex:allow' needs a rule and a reason; without them it is not heeded. Add what is missing.");
        return null;
    }
}
