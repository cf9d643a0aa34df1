using System.Text.RegularExpressions;

namespace Cortex.Packages.Cargo;

/// <summary>Version requirements: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html.</summary>
internal static partial class CargoRequirement
{
    private const int MaxLength = 128;

    public static bool IsVersion(string text) => text.Length is > 0 and <= MaxLength && Version().IsMatch(text);

    /// <summary>The one version that is written, bare or behind "="; null for an expression, such as "^1.2", "1.*" or "1, &lt;1.5".</summary>
    public static string? Written(string? text)
    {
        var bare = (text ?? "").Trim();
        if (bare.StartsWith('='))
            bare = bare[1..].TrimStart();
        return IsVersion(bare) ? bare : null;
    }

    [GeneratedRegex(@"^[0-9]+(?:\.[0-9]+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
