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
        var from = new CodecReader(bytes);
        return new Advisory
        {
            Id = from.Text(),
            Modified = new DateTimeOffset(from.Long(), TimeSpan.Zero),
            Published = Time(from.Long()),
            Withdrawn = Time(from.Long()),
            Aliases = from.Texts(),
            Summary = from.Text(),
            Vectors = from.Texts(),
            Rating = from.OptionalText(),
        };
    }

    public static AffectedPackage ReadAffected(string ecosystem, byte[] bytes)
    {
        var from = new CodecReader(bytes);
        return new AffectedPackage
        {
            Ecosystem = ecosystem,
            Name = from.Text(),
            Release = from.OptionalText(),
            Ranges = Ranges(ref from),
            Versions = from.Texts(),
            Vectors = from.Texts(),
        };
    }

    private static AffectedRange[] Ranges(ref CodecReader from)
    {
        var ranges = new AffectedRange[from.Count()];
        for (var at = 0; at < ranges.Length; at++)
            ranges[at] = new AffectedRange { Type = (RangeType)from.Byte(), Events = Events(ref from) };
        return ranges;
    }

    private static RangeEvent[] Events(ref CodecReader from)
    {
        var events = new RangeEvent[from.Count()];
        for (var at = 0; at < events.Length; at++)
            events[at] = new RangeEvent((RangeEventKind)from.Byte(), from.Text());
        return events;
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

    private static DateTimeOffset? Time(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
