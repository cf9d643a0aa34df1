using Cortex.Contracts.Findings;
using Cortex.Secrets;
using Cortex.Secrets.Checks;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets.Texts;
using Cortex.Security.Suppressions;

namespace Cortex.Security.Secrets;

/// <summary>Secrets as detections: what is said of one never contains it.</summary>
internal static class SecretDetections
{
    /// <param name="secrets">In their order.</param>
    /// <param name="part">The text they were found in.</param>
    /// <param name="path">Its file.</param>
    /// <param name="commit">The commit that brought them, when they are looked for in the past.</param>
    public static IEnumerable<Detection> Of(IReadOnlyList<Secret> secrets, TextPart part, string path, string? commit = null)
    {
        var ordinals = new Dictionary<(string Rule, string Name), int>();
        var (at, line) = (0, part.FirstLine);
        foreach (var secret in secrets)
        {
            line += part.Text.AsSpan(at, secret.Start - at).Count('\n');
            at = secret.Start;
            var name = Name(secret, secrets, part.Text);
            var ordinal = ordinals[(secret.Rule, name)] = ordinals.GetValueOrDefault((secret.Rule, name)) + 1;
            var page = RulePages.Of(secret.Rule);
            var subject = ordinal == 1 ? name : $"{name} #{ordinal}";
            yield return new Detection
            {
                Rule = secret.Rule,
                Path = path,
                Line = line,
                Subject = subject,
                Fingerprint = Fingerprints.Of(secret.Rule, path, subject, part.Text.AsSpan(secret.Start, secret.Length)),
                Title = Title(page.Title, name, Redaction.Shown(secret, part.Text), secret.Verdict, commit),
                Severity = secret.Verdict == Verdict.Doubtful ? Lower(page.Severity) : null,
            };
        }
    }

    /// <summary>A name that itself holds a secret, or nothing, is not told.</summary>
    private static string Name(Secret secret, IReadOnlyList<Secret> all, string text)
    {
        if (secret.Name is not { Length: > 0 and <= 64 } name)
            return "value";
        foreach (var other in all)
        {
            if (name.AsSpan().IndexOf(text.AsSpan(other.Start, other.Length), StringComparison.OrdinalIgnoreCase) >= 0 || text.AsSpan(other.Start, other.Length).IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
                return "value";
        }

        return name;
    }

    private static string Title(string rule, string name, string shown, Verdict verdict, string? commit) =>
        $"{rule}{(name == "value" ? "" : $" in {name}")}{(shown.Length == 0 ? "" : $" ({shown})")}"
        + (commit is null ? ": revoke it, replace it by a reference to a secret store, and remove it from the history." : $" in commit {commit}: revoke it; it stays readable in the history.")
        + (verdict == Verdict.Doubtful ? " Its checksum or structure does not hold, so it may be mistyped or made up." : "");

    private static Severity Lower(Severity severity) => severity switch
    {
        Severity.Critical => Severity.High,
        Severity.High => Severity.Medium,
        Severity.Medium => Severity.Low,
        _ => Severity.Info,
    };
}
