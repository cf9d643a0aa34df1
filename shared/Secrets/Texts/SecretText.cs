using System.Text;

namespace Cortex.Secrets.Texts;

/// <summary>Bytes as text: UTF-8, UTF-16 and UTF-32 with or without a mark, else Latin-1; null for what is no text.</summary>
public static class SecretText
{
    private const int Looked = 8000;

    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF)
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.Length >= 4 && bytes[0] == 0xFF && bytes[1] == 0xFE && bytes[2] == 0 && bytes[3] == 0)
            return Encoding.UTF32.GetString(bytes[4..]);
        if (bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.Length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        var start = bytes[..Math.Min(bytes.Length, Looked)];
        if (start.Contains((byte)0))
            return Unmarked(start) is { } encoding ? encoding.GetString(bytes) : null;
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Mostly ASCII in UTF-16 has a zero in every other byte.</summary>
    private static Encoding? Unmarked(ReadOnlySpan<byte> start)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < start.Length; i += 2)
        {
            even += start[i] == 0 ? 1 : 0;
            odd += start[i + 1] == 0 ? 1 : 0;
        }

        var pairs = start.Length / 2;
        return odd * 10 >= pairs * 9 && even * 20 <= pairs ? Encoding.Unicode : even * 10 >= pairs * 9 && odd * 20 <= pairs ? Encoding.BigEndianUnicode : null;
    }
}
