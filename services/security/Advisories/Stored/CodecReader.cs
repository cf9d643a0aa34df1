using System.Buffers.Binary;
using System.Text;

namespace Cortex.Security.Advisories.Stored;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote, without a stream.</summary>
internal ref struct CodecReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public byte Byte() => Take(1)[0];

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A number in groups of seven bits, the lowest first.</summary>
    public int Count()
    {
        var count = 0;
        for (var shift = 0; ; shift += 7)
        {
            var group = Byte();
            count |= (group & 0x7F) << shift;
            if (group < 0x80)
                return count;
        }
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>Null for an empty one.</summary>
    public string? OptionalText() => Text() is { Length: > 0 } text ? text : null;

    public string[] Texts()
    {
        var texts = new string[Count()];
        for (var at = 0; at < texts.Length; at++)
            texts[at] = Text();
        return texts;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
