using System.Text;

namespace Cortex.Secrets.Checks;

/// <summary>
/// Tokens that end in six base62 digits of the CRC-32 of what stands before them: GitHub's and npm's, whose checksum leaves out the
/// prefix with its underscore (github.blog, "Behind GitHub's new authentication token formats").
/// </summary>
internal static class Base62Crc32
{
    private const int Digits = 6;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static Verdict Check(string token)
    {
        var body = token[(token.LastIndexOf('_') + 1)..];
        if (body.Length <= Digits)
            return Verdict.Refuted;
        return Of(body[..^Digits]) == body[^Digits..] ? Verdict.Holds : Verdict.Doubtful;
    }

    /// <summary>GitLab's routable tokens end in a length of two digits and a CRC-32 in seven digits of base 36 over all that stands before it.</summary>
    public static Verdict CheckRoutable(string token)
    {
        var dot = token.LastIndexOf('.');
        if (dot < 0 || token.Length - dot - 1 != 9)
            return Verdict.Doubtful;
        return string.Equals(Write(Crc32(token[..^7]), 36, 7), token[^7..], StringComparison.OrdinalIgnoreCase) ? Verdict.Holds : Verdict.Doubtful;
    }

    public static string Of(string body) => Write(Crc32(body), 62, Digits);

    private static string Write(uint value, uint radix, int digits)
    {
        var text = new char[digits];
        for (var i = digits - 1; i >= 0; i--, value /= radix)
            text[i] = radix == 36 ? char.ToLowerInvariant(Alphabet[(int)(value % radix)]) : Alphabet[(int)(value % radix)];
        return new string(text);
    }

    /// <summary>The CRC of ISO 3309, as zip and PNG use it.</summary>
    private static uint Crc32(string text)
    {
        var crc = uint.MaxValue;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return ~crc;
    }
}
