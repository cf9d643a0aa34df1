namespace Cortex.Secrets.Checks;

/// <summary>Base64 in its standard and its URL alphabet, padded or not.</summary>
internal static class Base64
{
    private const int Most = 256 * 1024;

    /// <summary>Null for what is no base64.</summary>
    public static byte[]? Decode(string text)
    {
        var plain = text.Trim().Replace('-', '+').Replace('_', '/').TrimEnd('=');
        if (plain.Length is 0 or > Most || plain.Length % 4 == 1)
            return null;
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain + new string('=', (4 - (plain.Length % 4)) % 4), bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>The text that base64 stands for when all of it is printable ASCII; null otherwise.</summary>
    public static string? Text(string text) =>
        Decode(text) is { Length: > 0 } bytes && Array.TrueForAll(bytes, b => b is >= 32 and < 127 or 9 or 10 or 13) ? System.Text.Encoding.ASCII.GetString(bytes) : null;
}
