using Cortex.Packages.Reading;
using Semver;

namespace Cortex.Packages.Npm;

/// <summary>Versions as node-semver reads them: SemVer 2.0.0, where a leading "v" or "=" does not count.</summary>
internal static class NpmVersion
{
    private const int MaxLength = 256;

    public static int Compare(SemVersion a, SemVersion b) => SemVersion.ComparePrecedence(a, b);

    /// <summary>The version without what does not count; null when the text is no version.</summary>
    public static string? Exact(string text)
    {
        var bare = Bare(text);
        return bare.Length <= MaxLength && SemVersion.TryParse(bare, SemVersionStyles.Strict, out _, MaxLength) ? bare : null;
    }

    /// <summary>A lockfile's version of a package; one that is none is reported, and the package listed without.</summary>
    public static string? Pinned(string? written, string name, int line, string path, ScanResults results)
    {
        if (written is null)
            return null;
        var version = Exact(written);
        if (version is null)
            results.Unreadable(path, line,
                $"{Display.Quote(written)} is no version of {name}, which is listed without one; write the lockfile anew.");
        return version;
    }

    public static SemVersion Parse(string text) =>
        SemVersion.TryParse(Bare(text), SemVersionStyles.Strict, out var version, MaxLength)
            ? version
            : throw new VersionFormatException(
                $"'{text}' is no npm version; write major.minor.patch, as in 1.2.3 or 1.2.3-beta.1 (semver.org).");

    private static string Bare(string text)
    {
        var bare = text.Trim();
        if (bare.StartsWith('='))
            bare = bare[1..].TrimStart();
        return bare.StartsWith('v') ? bare[1..] : bare;
    }
}
