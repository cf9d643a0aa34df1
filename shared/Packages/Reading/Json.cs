using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Cortex.Packages.Reading;

/// <summary>From a file's bytes to UTF-8 that a <see cref="JsonCursor"/> can walk.</summary>
internal static class Json
{
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Accepts UTF-8 and UTF-16, with a byte order mark or without.</summary>
    public static ReadOnlySpan<byte> Utf8Of(byte[] bytes)
    {
        var utf8 = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => bytes.AsSpan(3),
            [0xFF, 0xFE, ..] => Transcode(bytes.AsSpan(2), LittleEndian),
            [0xFE, 0xFF, ..] => Transcode(bytes.AsSpan(2), BigEndian),
            [not 0, 0, ..] => Transcode(bytes, LittleEndian),
            [0, not 0, ..] => Transcode(bytes, BigEndian),
            _ => bytes,
        };
        if (!Utf8.IsValid(utf8))
            throw new UnreadableException("The file is not valid UTF-8; save it as UTF-8.", LineOfInvalid(utf8));
        return utf8;
    }

    public static UnreadableException Describe(JsonException e)
    {
        var line = (int?)(e.LineNumber + 1);
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var what = end < 0 ? e.Message : e.Message[..end];
        return new($"The file is not valid JSON: line {line}, column {e.BytePositionInLine + 1}: {what} Correct it there.", line);
    }

    private static Span<byte> Transcode(ReadOnlySpan<byte> bytes, UnicodeEncoding encoding)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes));
        }
        catch (ArgumentException)
        {
            throw new UnreadableException("The file looks like UTF-16 but is not valid UTF-16; save it as UTF-8.");
        }
    }

    private static int LineOfInvalid(ReadOnlySpan<byte> utf8)
    {
        var line = 1;
        while (!utf8.IsEmpty)
        {
            var end = utf8.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(utf8[..end]))
                break;
            utf8 = utf8[(end + 1)..];
            line++;
        }
        return line;
    }
}
