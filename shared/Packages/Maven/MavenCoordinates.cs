namespace Cortex.Packages.Maven;

/// <summary>Groups, artifacts and versions: https://maven.apache.org/pom.html#maven-coordinates.</summary>
internal static class MavenCoordinates
{
    private const int MaxLength = 256;

    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaxLength
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && text.Trim('.').Length > 0
        && !text.Contains("..", StringComparison.Ordinal);

    public static bool IsVersion(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !"\\/:\"<>|?*[](),${}=".Contains(c, StringComparison.Ordinal));

    /// <summary>The version that "1.0" and "[1.0]" name; null for a range: https://maven.apache.org/pom.html#dependency-version-requirement-specification.</summary>
    public static string? Pinned(string? text)
    {
        var bare = (text ?? "").Trim();
        if (bare is ['[', .., ']'])
            bare = bare[1..^1].Trim();
        return IsVersion(bare) ? bare : null;
    }

    public static string Complaint(string name) =>
        $"{Display.Quote(name)} can be no Maven package's name and is left out; correct it.";

    public static string ScopeOf(string? scope, bool optional) => scope switch
    {
        "test" => PackageScope.Development,
        "provided" or "system" => PackageScope.Peer,
        _ => optional ? PackageScope.Optional : PackageScope.Runtime,
    };
}
