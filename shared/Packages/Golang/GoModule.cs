using System.Text.RegularExpressions;

namespace Cortex.Packages.Golang;

/// <summary>Module paths and versions: https://go.dev/ref/mod#module-path.</summary>
internal static partial class GoModule
{
    /// <summary>The name under which Go's own library is listed.</summary>
    public const string StandardLibrary = "stdlib";

    private const int MaxLength = 512;

    public static bool IsPath(string path) => path.Length is > 0 and <= MaxLength && PathText().IsMatch(path) && !path.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether a replacement is a folder and no module.</summary>
    public static bool IsFolder(string path) => path is ['.' or '/' or '\\', ..] || path is [_, ':', ..];

    /// <summary>The version without its "v"; null when it is none.</summary>
    public static string? Version(string? text) =>
        text is ['v', ..] && text.Length <= MaxLength && VersionText().IsMatch(text) ? text[1..] : null;

    public static string Complaint(string path) =>
        $"{Display.Quote(path)} can be no Go module's path and is left out; correct it.";

    [GeneratedRegex("^[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$", RegexOptions.NonBacktracking)]
    private static partial Regex PathText();

    [GeneratedRegex(@"^v[0-9]+(?:\.[0-9]+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex VersionText();
}
