namespace Cortex.Packages.Composer;

/// <summary>Which texts can name a package: a vendor and a project. What has no vendor, as "php" and "ext-json", is the platform.</summary>
internal static class ComposerName
{
    private const int MaxLength = 200;

    public static bool IsPlatform(string name) => !name.Contains('/', StringComparison.Ordinal);

    public static bool IsValid(string name) =>
        name.Length <= MaxLength && name.Split('/') is [{ Length: > 0 } vendor, { Length: > 0 } project] && IsPart(vendor) && IsPart(project);

    public static string Complaint(string name) =>
        $"{Display.Quote(name)} can be no Composer package's name and is left out; correct it.";

    private static bool IsPart(string part) =>
        part != "." && !part.Contains("..", StringComparison.Ordinal)
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
