using Cortex.Documents.Yaml;
using Cortex.Secrets.Assignments;
using Cortex.Secrets.Checks;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Structures;

/// <summary>A Secret's manifest holds its data in base64, which hides it from people and from nobody else; what is judged is what it decodes to.</summary>
internal static class KubernetesSecretData
{
    private const int MostText = 1024 * 1024;
    private const int Rank = 15;

    /// <summary>Names in a Secret whose values are no secrets.</summary>
    private static readonly string[] Open = ["user", "username", "host", "hostname", "port", "database", "dbname", "ca.crt", "tls.crt", "namespace", "type", "url", "name", "region", "email", "endpoint", "bucket", "server", "registry", "account", "project"];

    public static void Amend(string text, FileNature file, List<Secret> secrets)
    {
        if (file.Notation is not (Notation.Yaml or Notation.Json) || text.Length > MostText || !text.Contains("Secret", StringComparison.Ordinal) || !text.Contains("ata", StringComparison.Ordinal) || !text.Contains("kind", StringComparison.Ordinal) || text.Contains("ENC[", StringComparison.Ordinal))
            return;
        foreach (var document in Documents(text))
        {
            if (document["kind"]?.Text == "Secret" && document["apiVersion"]?.Text == "v1")
                Amend(text, document, file, secrets);
            else if (document["kind"]?.Text == "List")
                foreach (var item in document["items"]?.Items.Where(item => item["kind"]?.Text == "Secret") ?? [])
                    Amend(text, item, file, secrets);
        }
    }

    private static IReadOnlyList<YamlValue> Documents(string text)
    {
        try
        {
            return YamlText.Parse(text);
        }
        catch (YamlTextException)
        {
            // Templates are no YAML; the text itself was looked through.
            return [];
        }
    }

    private static void Amend(string text, YamlValue manifest, FileNature file, List<Secret> secrets)
    {
        foreach (var (section, decode) in new[] { ("data", true), ("stringData", false) })
        {
            foreach (var (name, value) in manifest[section]?.Entries ?? [])
            {
                if (value.Text is not { Length: > 0 } written || Place(text, value.Line, written) is not { } start)
                    continue;
                // What the text alone looked like is not what it says.
                if (decode)
                    secrets.RemoveAll(secret => secret.Rank < Rank && secret.Start < start + written.Length && secret.End > start);
                if ((decode ? Base64.Decode(written) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).Trim() : null : written) is { } plain && IsSecret(name, plain, file))
                    secrets.Add(new(SecretRules.KubernetesSecret, start, written.TrimEnd().Length, name, Rank, Verdict.Holds));
            }
        }
    }

    private static bool IsSecret(string name, string value, FileNature file)
    {
        if (Placeholders.Is(value) || Array.IndexOf(Open, name.ToLowerInvariant()) >= 0 || value.StartsWith("-----BEGIN CERTIFICATE", StringComparison.Ordinal) || value.StartsWith("-----BEGIN PUBLIC", StringComparison.Ordinal))
            return false;
        if (value.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return PemBody.Check(value[value.IndexOf("-----BEGIN", StringComparison.Ordinal)..]) != Verdict.Refuted;
        return KeyNames.Classify(name) switch
        {
            KeyClass.None => Randomness.IsRandom(value) || value.Contains("://", StringComparison.Ordinal) && value.Contains('@', StringComparison.Ordinal),
            _ => value.Length >= 4 && !Randomness.HasSpace(value) && ValueJudgement.IsValue(value, name, quoted: true, file),
        };
    }

    /// <summary>The parser tells the line, which is looked through for the value.</summary>
    private static int? Place(string text, int line, string value)
    {
        var at = 0;
        for (var n = 1; n < line; n++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0)
                return null;
        }

        var first = value.AsSpan().Trim();
        first = first[..(first.IndexOfAny('\n', '\r') is >= 0 and var end ? end : first.Length)];
        var place = text.AsSpan(at, Math.Min(text.Length - at, value.Length + 500)).IndexOf(first);
        return place < 0 ? null : at + place;
    }
}
