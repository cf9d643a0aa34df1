using System.Text.Json;
using Cortex.Contracts;

namespace Cortex.Sagas.Recording;

/// <summary>A lifetime's state after one of its events. Outside it is a line of JSON that says which, and the state's own JSON after it.</summary>
internal sealed record CachedState(long Sequence, string MachineVersion, string StateHash, byte[] State)
{
    private const byte EndOfLine = (byte)'\n';

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(new Heading(Sequence, MachineVersion, StateHash), CortexJson.Options), EndOfLine, .. State];

    /// <exception cref="JsonException">It is something else.</exception>
    public static CachedState Read(byte[] written)
    {
        var end = Array.IndexOf(written, EndOfLine);
        if (end < 0 || JsonSerializer.Deserialize<Heading>(written.AsSpan(0, end), CortexJson.Options) is not { } heading)
            throw new JsonException("The line that says which state it is is missing.");
        return new CachedState(heading.Sequence, heading.MachineVersion, heading.StateHash, written[(end + 1)..]);
    }

    private sealed record Heading(long Sequence, string MachineVersion, string StateHash);
}
