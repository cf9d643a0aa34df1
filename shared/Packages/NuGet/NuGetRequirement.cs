using NuGet.Versioning;

namespace Cortex.Packages.NuGet;

/// <summary>Versions and ranges: https://learn.microsoft.com/nuget/concepts/package-versioning.</summary>
internal static class NuGetRequirement
{
    private const int MaxLength = 256;

    public static int Compare(NuGetVersion a, NuGetVersion b) => VersionComparer.VersionRelease.Compare(a, b);

    public static bool IsVersion(string text) => text.Length <= MaxLength && NuGetVersion.TryParse(text, out _);

    /// <summary>
    /// What a requirement pins: "1.2.3" (the lowest is taken) and "[1.2.3]". Other ranges and floating versions give null.
    /// False when the text is neither.
    /// </summary>
    public static bool TryRead(string text, out string? version)
    {
        version = null;
        text = text.Trim();
        if (text.Length > MaxLength)
            return false;
        if (NuGetVersion.TryParse(text, out _))
        {
            version = text;
            return true;
        }
        if (!VersionRange.TryParse(text, out var range))
            return false;
        if (range is { HasLowerAndUpperBounds: true, IsMinInclusive: true, IsMaxInclusive: true, IsFloating: false }
            && range.MinVersion!.Equals(range.MaxVersion))
            version = range.MinVersion.OriginalVersion;
        return true;
    }

    public static NuGetVersion Parse(string text) =>
        text.Length <= MaxLength && NuGetVersion.TryParse(text, out var version)
            ? version
            : throw new VersionFormatException(
                $"{Display.Quote(text)} is no NuGet version; write major.minor.patch, as in 1.2.3, 1.2.3.4 or 1.2.3-beta.1.");
}
