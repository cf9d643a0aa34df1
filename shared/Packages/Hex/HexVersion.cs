using Semver;

namespace Cortex.Packages.Hex;

/// <summary>Versions as Elixir orders them: SemVer 2.0.0, in which build metadata does not count. https://hexdocs.pm/elixir/Version.html.</summary>
internal static class HexVersion
{
    private const int MaxLength = 256;

    public static int Compare(SemVersion a, SemVersion b) => SemVersion.ComparePrecedence(a, b);

    public static bool IsVersion(string text) => SemVersion.TryParse(text, SemVersionStyles.Strict, out _, MaxLength);

    public static SemVersion Parse(string text) =>
        SemVersion.TryParse(text, SemVersionStyles.Strict, out var version, MaxLength)
            ? version
            : throw new VersionFormatException(
                $"{Display.Quote(text)} is no Hex version; write major.minor.patch, as in 1.2.3 or 1.2.3-rc.1 (semver.org).");
}
