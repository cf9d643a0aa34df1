namespace Cortex.Security.Advisories.Stored;

/// <summary>
/// Advisories as bytes. A match reads tens of thousands of them, and JSON would take most of its time. The layout belongs to the version of
/// <see cref="AdvisorySchema"/>: whoever changes it raises that.
/// </summary>
internal static class AdvisoryCodec
{
    /// <summary>An advisory without its packages.</summary>
    public static byte[] Write(Advisory advisory) => Write(to =>
    {
        to.Write(advisory.Id);
        to.Write(advisory.Modified.UtcTicks);
        to.Write(advisory.Published?.UtcTicks ?? 0);
        to.Write(advisory.Withdrawn?.UtcTicks ?? 0);
        Write(to, advisory.Aliases);
        to.Write(advisory.Summary);
        Write(to, advisory.Vectors);
        to.Write(advisory.Rating ?? "");
    });

    public static byte[] Write(AffectedPackage affected) => Write(to =>
    {
        to.Write(affected.Name);
        to.Write(affected.Release ?? "");
        to.Write7BitEncodedInt(affected.Ranges.Count);
        foreach (var range in affected.Ranges)
        {
            to.Write((byte)range.Type);
            to.Write7BitEncodedInt(range.Events.Count);
            foreach (var (kind, version) in range.Events)
            {
                to.Write((byte)kind);
                to.Write(version);
            }
        }
        Write(to, affected.Versions);
        Write(to, affected.Vectors);
    });

    public static Advisory ReadAdvisory(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        return new Advisory
        {
            Id = from.ReadString(),
            Modified = new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero),
            Published = Time(from.ReadInt64()),
            Withdrawn = Time(from.ReadInt64()),
            Aliases = Texts(from),
            Summary = from.ReadString(),
            Vectors = Texts(from),
            Rating = Text(from),
        };
    }

    public static AffectedPackage ReadAffected(string ecosystem, byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        return new AffectedPackage
        {
            Ecosystem = ecosystem,
            Name = from.ReadString(),
            Release = Text(from),
            Ranges = Many(from, () => new AffectedRange
            {
                Type = (RangeType)from.ReadByte(),
                Events = Many(from, () => new RangeEvent((RangeEventKind)from.ReadByte(), from.ReadString())),
            }),
            Versions = Texts(from),
            Vectors = Texts(from),
        };
    }

    private static byte[] Write(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes))
            write(to);
        return bytes.ToArray();
    }

    private static void Write(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts)
            to.Write(text);
    }

    private static T[] Many<T>(BinaryReader from, Func<T> read)
    {
        var count = from.Read7BitEncodedInt();
        if (count == 0)
            return [];
        var many = new T[count];
        for (var at = 0; at < count; at++)
            many[at] = read();
        return many;
    }

    private static string[] Texts(BinaryReader from) => Many(from, from.ReadString);

    private static string? Text(BinaryReader from) => from.ReadString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
