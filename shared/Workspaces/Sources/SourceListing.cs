using System.Globalization;
using System.Text;

namespace Cortex.Workspaces.Sources;

/// <summary>A commit's files as <c>git ls-tree -r --long -z</c> lists them: "MODE TYPE OBJECT SIZE&lt;tab&gt;PATH", each ended by NUL.</summary>
public static class SourceListing
{
    private const int ModeLength = 6;

    public static IReadOnlyList<SourceEntry> Parse(byte[] listing) => [.. Lines(listing).Select((line, number) => Parse(line.Span, number))];

    internal static IReadOnlyList<ReadOnlyMemory<byte>> Lines(byte[] listing)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        for (var start = 0; start < listing.Length;)
        {
            var end = Array.IndexOf(listing, (byte)0, start);
            if (end < 0)
                throw new InvalidDataException("The list of files ends in the middle of an entry.");
            lines.Add(listing.AsMemory(start, end - start));
            start = end + 1;
        }

        return lines;
    }

    internal static ReadOnlySpan<byte> Mode(ReadOnlySpan<byte> line) => line[..ModeLength];

    internal static ReadOnlySpan<byte> Path(ReadOnlySpan<byte> line) => line[(line.IndexOf((byte)'\t') + 1)..];

    /// <summary>The third word.</summary>
    internal static ReadOnlySpan<byte> Object(ReadOnlySpan<byte> line)
    {
        var rest = line[(ModeLength + 1)..];
        rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        return rest[..rest.IndexOf((byte)' ')];
    }

    private static SourceEntry Parse(ReadOnlySpan<byte> line, int number)
    {
        var facts = line[..line.IndexOf((byte)'\t')];
        var size = facts[(facts.LastIndexOf((byte)' ') + 1)..];
        var kind = Mode(line) switch
        {
            [(byte)'1', (byte)'2', ..] => SourceEntryKind.Link,
            [(byte)'1', (byte)'6', ..] => SourceEntryKind.Submodule,
            _ => SourceEntryKind.File,
        };
        // A submodule has "-" for its size.
        return new(number, Encoding.UTF8.GetString(Path(line)), long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0, kind);
    }
}
