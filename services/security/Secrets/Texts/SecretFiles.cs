using Cortex.Documents.Files;
using Cortex.Secrets.Texts;
using Cortex.Security.Scanning.Sources;

namespace Cortex.Security.Secrets.Texts;

/// <summary>A file's text, or a part of a long one, with the line that it begins at.</summary>
internal readonly record struct TextPart(string Text, int FirstLine);

/// <summary>Reads files for the search for secrets: any encoding, long ones in parts, binaries not at all.</summary>
internal sealed class SecretFiles(IReadProblems problems)
{
    private const int PartBytes = 4 * 1024 * 1024;
    /// <summary>Of one file; what comes after is not searched.</summary>
    public const long MostBytes = 64L * 1024 * 1024;

    /// <summary>Kept between files; most are far smaller.</summary>
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Whether there is anything to search.</summary>
    public static bool Reads(SourceFile file) => file.Length > 0 && !Binaries.Has(file);

    public IEnumerable<TextPart> Read(SourceFile file, ReadAt read)
    {
        if (!Reads(file))
            yield break;
        if (_buffer.Length < Math.Min(file.Length, PartBytes))
            _buffer = new byte[Math.Min(file.Length, PartBytes)];
        var (offset, line) = (0L, 1);
        while (offset < Math.Min(file.Length, MostBytes))
        {
            var count = read(offset, _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, file.Length - offset)));
            if (count == 0)
                yield break;
            // A part ends with a line, so that no value is cut; a line that fills it is cut all the same.
            var whole = offset + count >= file.Length ? count : _buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1 is > 0 and var end ? end : count;
            if (SecretText.Decode(_buffer.AsSpan(0, whole)) is not { } text)
                yield break;
            yield return new(text, line);
            line += text.AsSpan().Count('\n');
            offset += whole;
        }

        if (file.Length > MostBytes)
        {
            problems.Partial();
            problems.Unreadable(file.Path, null, "file-too-large", $"The file has {file.Length} bytes and only the first {MostBytes} were searched for secrets; split it or take it out of the repository.");
        }
    }
}
