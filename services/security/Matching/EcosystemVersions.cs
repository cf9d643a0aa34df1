using Cortex.Packages;

namespace Cortex.Security.Matching;

/// <summary>The versions of one ecosystem, each read once. A text that is no version, or whose order is not known, compares to nothing.</summary>
/// <param name="ecosystem">The purl type.</param>
internal sealed class EcosystemVersions(string ecosystem)
{
    /// <summary>More are read again each time: what is kept must not grow with what hostile advisories write.</summary>
    private const int MostKept = 50_000;

    private readonly Dictionary<string, PackageVersion?> read = new(StringComparer.Ordinal);
    private readonly bool known = VersionOrder.Knows(ecosystem);

    /// <summary>Null when the text is none of the ecosystem's versions, however loosely written.</summary>
    public PackageVersion? Read(string text)
    {
        if (read.TryGetValue(text, out var version))
            return version;
        version = known && !VersionTexts.IsBranch(ecosystem, text) ? Parse(VersionTexts.WithoutPlatform(ecosystem, text)) : null;
        if (read.Count < MostKept)
            read[text] = version;
        return version;
    }

    private PackageVersion? Parse(string text) =>
        TryRead(text) ?? (VersionTexts.Meant(ecosystem, text) is { } meant ? TryRead(meant) : null);

    private PackageVersion? TryRead(string text)
    {
        try
        {
            return VersionOrder.Read(ecosystem, text);
        }
        catch (VersionFormatException)
        {
            return null;
        }
    }
}
