namespace Cortex.Secrets.Checks;

/// <summary>What stands in a PEM frame (RFC 7468): a DER sequence, an OpenSSH key or an OpenPGP packet in base64, and enough of it.</summary>
internal static class PemBody
{
    private const int LeastCharacters = 40;

    public static Verdict Check(string block)
    {
        var start = block.IndexOf("-----", 10, StringComparison.Ordinal);
        if (start < 0)
            return Verdict.Refuted;
        var end = block.IndexOf("-----END", start, StringComparison.Ordinal);
        var lines = block[(start + 5)..(end < 0 ? block.Length : end)].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "", StringComparison.Ordinal).Split('\n');
        var body = string.Concat(lines.Where(IsBody).Select(line => new string([.. line.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')])));
        if (body.Length < LeastCharacters || Entropy.Of(body) < 4)
            return Verdict.Refuted;
        // A key cut off by the end of what is looked at is a key all the same.
        return Base64.Decode(body[..Math.Min(body.Length / 4 * 4, 64)]) is [0x30 or (byte)'o' or >= 0x80, ..] ? Verdict.Holds : Verdict.Doubtful;
    }

    /// <summary>Neither a header ("Proc-Type: 4,ENCRYPTED") nor a sentence.</summary>
    private static bool IsBody(string line)
    {
        var text = line.Trim(' ', '\t', '\r', '"', '\'', '+', ',', '\\', '#', '*', '/', '|');
        return text.Length > 0 && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal);
    }
}
