using System.Security.Cryptography;
using System.Text;

namespace Cortex.Messaging;

/// <summary>Ids derived from what caused them (RFC 9562 version 8, SHA-256), so that doing a thing again gives the same id again.</summary>
public static class DeterministicId
{
    /// <summary>The id of the message number <paramref name="index"/> that <paramref name="emitter"/> emits because of <paramref name="cause"/>.</summary>
    public static Guid Of(Guid cause, string emitter, int index) => Of($"{cause:N}/{emitter}/{index}");

    public static Guid Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        var bytes = hash[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
