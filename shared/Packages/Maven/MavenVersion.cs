namespace Cortex.Packages.Maven;

/// <summary>
/// Versions as Maven's ComparableVersion orders them: https://maven.apache.org/pom.html#version-order-specification. Every text is a
/// version.
/// </summary>
internal static class MavenVersion
{
    private const int MaxLength = 256;

    public static MavenVersionList Parse(string text)
    {
        if (text.Length is 0 or > MaxLength)
            throw new VersionFormatException($"{Display.Quote(text)} is no Maven version; write one of 1 to {MaxLength} characters, as 1.2.3.");
        return MavenVersionList.Parse(text.ToLowerInvariant());
    }
}
