using NuGet.Versioning;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>Changes a version or a range of NuGet, which takes the lowest version that is allowed: https://learn.microsoft.com/nuget/concepts/package-versioning.</summary>
internal static class NuGetRange
{
    private const int MaxLength = 256;

    public static bool Same(string a, string b) =>
        NuGetVersion.TryParse(a, out var left) && NuGetVersion.TryParse(b, out var right) && VersionComparer.VersionRelease.Equals(left, right);

    public static bool IsLower(string a, string b) =>
        NuGetVersion.TryParse(a, out var left) && NuGetVersion.TryParse(b, out var right) && VersionComparer.VersionRelease.Compare(left, right) < 0;

    public static bool IsRange(string text) => text.Length <= MaxLength && VersionRange.TryParse(text.Trim(), out _);

    /// <summary>Whether a version may be what this gave: it is the version, or the range has it.</summary>
    public static bool Gives(string text, string version)
    {
        text = text.Trim();
        if (version.Length == 0 || text == version)
            return true;
        if (NuGetVersion.TryParse(text, out _))
            return Same(text, version);
        return text.Length <= MaxLength && VersionRange.TryParse(text, out var range) && NuGetVersion.TryParse(version, out var given) && range.Satisfies(given);
    }

    /// <summary>Whether what this gives is below a version.</summary>
    public static bool GivesLess(string text, string version) =>
        text.Length <= MaxLength && VersionRange.TryParse(text.Trim(), out var range) && !range.IsFloating
        && range.MinVersion is { } lowest && NuGetVersion.TryParse(version, out var other) && VersionComparer.VersionRelease.Compare(lowest, other) < 0;

    /// <summary>The text to write, which may be the same; null when it is not understood.</summary>
    public static string? Update(string text, string to)
    {
        var bare = text.Trim();
        if (bare.Length is 0 or > MaxLength || !NuGetVersion.TryParse(to, out var version))
            return null;
        if (NuGetVersion.TryParse(bare, out _))
            return Same(bare, to) ? text : text.Replace(bare, to, StringComparison.Ordinal);
        if (!VersionRange.TryParse(bare, out var range))
            return null;
        if (range.IsFloating)
            return range.Satisfies(version) && range.Float!.Satisfies(version) ? text : bare.StartsWith('[') || bare.StartsWith('(') ? null : Floating(bare, to, version);
        if (bare is ['[', .. var inner, ']'] && !inner.Contains(',', StringComparison.Ordinal))
            return $"[{to}]";
        return range.Satisfies(version) || (range.MinVersion is not null && range.MaxVersion is null) ? From(bare, to) : to;
    }

    /// <summary>As many numbers as before: 1.* becomes 2.*, 1.0.* becomes 2.1.*.</summary>
    private static string Floating(string text, string to, NuGetVersion version)
    {
        var label = text.IndexOf('-', StringComparison.Ordinal);
        if (version.IsPrerelease && label < 0)
            return to;
        var numbers = (label < 0 ? text : text[..label]).Split('.');
        if (!numbers[^1].Contains('*', StringComparison.Ordinal))
            return version.IsPrerelease ? $"{version.ToString("V", VersionFormatter.Instance)}-*" : to;
        int[] parts = [version.Major, version.Minor, version.Patch, version.Revision];
        return string.Join('.', numbers.Select((number, at) => number == "*" ? "*" : at < parts.Length ? parts[at].ToString(System.Globalization.CultureInfo.InvariantCulture) : number))
            + (label < 0 ? "" : text[label..]);
    }

    private static string From(string range, string to) => $"[{to}{range[range.IndexOf(',', StringComparison.Ordinal)..]}";
}
