using Semver;

namespace Cortex.Packages.Cargo;

/// <summary>Versions of crates: SemVer 2.0.0, https://doc.rust-lang.org/cargo/reference/semver.html.</summary>
internal static class CargoVersion
{
    private const int MaxLength = 256;

    public static int Compare(SemVersion a, SemVersion b) => SemVersion.ComparePrecedence(a, b);

    public static SemVersion Parse(string text) =>
        SemVersion.TryParse(text, SemVersionStyles.Strict, out var version, MaxLength)
            ? version
            : throw new VersionFormatException(
                $"{Display.Quote(text)} is no crate's version; write major.minor.patch, as in 1.2.3 or 1.2.3-beta.1 (semver.org).");
}
