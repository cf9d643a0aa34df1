using System.Text;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets;

/// <summary>Takes secrets out of texts that are logged, stored or sent to a model.</summary>
public static class SecretRedaction
{
    public const string Mark = "[redacted]";

    // A log has no file: each way of writing values down is tried, and none is trusted to be only an example.
    private static readonly FileNature[] Natures = [.. new[] { "log.env", "log.yaml", "log.json", "log.xml", "log.sh", "log.sql" }.Select(FileNature.Of)];

    /// <summary>The text with every secret that is found in it replaced by a mark. When in doubt it is taken out.</summary>
    public static string Redact(string text)
    {
        if (Find(text) is not { } secrets)
            return Mark;
        if (secrets.Count == 0)
            return text;
        var (clean, at) = (new StringBuilder(text.Length), 0);
        foreach (var (start, end) in secrets)
        {
            clean.Append(text, at, start - at).Append(Mark);
            at = end;
        }

        return clean.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where they are, in order and apart from each other; null when a pattern gave up on the text, so that nothing is known of it.</summary>
    public static IReadOnlyList<(int Start, int End)>? Find(string text)
    {
        var scan = new SecretScan(SecretRules.Default);
        var secrets = new List<Secret>();
        var gaveUp = false;
        foreach (var nature in Natures)
        {
            secrets.AddRange(scan.Of(text, nature));
            gaveUp |= scan.GaveUp;
        }

        if (gaveUp && secrets.Count == 0)
            return null;
        var places = new List<(int Start, int End)>();
        foreach (var secret in secrets.OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (places.Count > 0 && secret.Start < places[^1].End)
                places[^1] = (places[^1].Start, Math.Max(places[^1].End, secret.End));
            else
                places.Add((secret.Start, secret.End));
        }

        return places;
    }
}
