using Cortex.Secrets.Rules;

namespace Cortex.Secrets;

/// <summary>What of a secret may be shown: the first characters of a prefix that all values of its kind begin with, and nothing of any other.</summary>
public static class Redaction
{
    private const int MostShown = 4;

    public static string Shown(Secret secret, string text)
    {
        var rule = SecretRules.Default.Find(secret.Rule);
        var value = text.AsSpan(secret.Start, secret.Length);
        if (rule is not { IsPrefixed: true } || secret.Length < 20)
            return "";
        foreach (var keyword in rule.Keywords)
        {
            // The keyword is in the rule's page, so it tells nothing of this value.
            if (value.StartsWith(keyword, StringComparison.Ordinal))
                return $"{value[..Math.Min(MostShown, keyword.Length)]}…";
        }

        return "";
    }
}
