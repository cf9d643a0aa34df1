using System.Text;
using Cortex.Security.Secrets.Rules;
using Cortex.Security.Secrets.Texts;

namespace Cortex.Security.Secrets;

/// <summary>Takes secrets out of texts that are logged, stored or sent to a model.</summary>
internal static class SecretRedaction
{
    private const string Mark = "[redacted]";

    /// <summary>The text with every secret that is found in it replaced by a mark that names its rule. When in doubt it is taken out.</summary>
    public static string Redact(string text)
    {
        var scan = new SecretScan(SecretRules.Default);
        // A log has no file: each way of writing values down is tried, and none is trusted to be only an example.
        var secrets = new List<Secret>();
        foreach (var name in new[] { "log.env", "log.yaml", "log.json", "log.xml", "log.sh", "log.sql" })
            secrets.AddRange(scan.Of(text, FileNature.Of(name)));
        if (secrets.Count == 0)
            return scan.GaveUp ? Mark : text;
        var (clean, at) = (new StringBuilder(text.Length), 0);
        foreach (var secret in secrets.OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (secret.Start >= at)
                clean.Append(text, at, secret.Start - at).Append(Mark);
            at = Math.Max(at, secret.End);
        }

        return clean.Append(text, at, text.Length - at).ToString();
    }
}
