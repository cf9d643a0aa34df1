using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cortex.Security.Advisories.Stored;

/// <summary>An advisory as its tables hold it.</summary>
internal sealed record AdvisoryRow(
    string Id, long Modified, long? Withdrawn, string? Cve, byte[] Body, IReadOnlyList<(string Ecosystem, string Name, byte[] Body)> Affected)
{
    /// <summary>Tells two records apart that say different things.</summary>
    public long Content { get; } = Digest(Body, Affected);

    public static AdvisoryRow Of(Advisory advisory) => new(
        advisory.Id,
        advisory.Modified.UtcTicks,
        advisory.Withdrawn?.UtcTicks,
        advisory.Ids().FirstOrDefault(id => id.StartsWith("CVE-", StringComparison.Ordinal)),
        AdvisoryCodec.Write(advisory),
        [.. advisory.Affected.Select(a => (a.Ecosystem, PackageNames.Normal(a.Ecosystem, a.Name), AdvisoryCodec.Write(a)))]);

    private static long Digest(byte[] body, IReadOnlyList<(string Ecosystem, string Name, byte[] Body)> affected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body);
        foreach (var (ecosystem, _, part) in affected)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(ecosystem));
            hash.AppendData(part);
        }
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }
}
