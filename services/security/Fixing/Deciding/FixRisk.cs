using Cortex.Packages;

namespace Cortex.Security.Fixing.Deciding;

/// <summary>How far an upgrade goes, as version numbers promise it; least first.</summary>
internal enum FixRisk { Patch, Minor, Major }

internal static class FixRisks
{
    /// <summary>Which number changes. Before 1.0.0 the second one breaks, as semantic versioning and every caret range have it.</summary>
    public static FixRisk Of(string from, string to)
    {
        var (before, after) = (Numbers(from), Numbers(to));
        if (before[0] != after[0])
            return FixRisk.Major;
        if (before[1] != after[1])
            return before[0] == 0 ? FixRisk.Major : FixRisk.Minor;
        return FixRisk.Patch;
    }

    /// <summary>Whether a version is one that its ecosystem installs only when asked for by name.</summary>
    public static bool IsPreRelease(string ecosystem, string version)
    {
        var core = version.TrimStart('v', 'V').Split('+')[0];
        return ecosystem switch
        {
            "pypi" => HasWord(core, "a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "dev"),
            "maven" or "composer" => HasWord(core, "alpha", "beta", "milestone", "m", "rc", "cr", "snapshot", "dev", "a", "b"),
            "gem" => core.Any(char.IsAsciiLetter),
            _ => core.Contains('-', StringComparison.Ordinal),
        };
    }

    private static bool HasWord(string version, params ReadOnlySpan<string> words)
    {
        var word = "";
        foreach (var c in version.Append('.'))
        {
            if (char.IsAsciiLetter(c))
            {
                word += char.ToLowerInvariant(c);
                continue;
            }
            if (words.Contains(word))
                return true;
            word = "";
        }
        return false;
    }

    private static (int First, int Second) Split(string version)
    {
        var parts = version.TrimStart('v', 'V').Split('.', '-', '+');
        return (Number(parts, 0), Number(parts, 1));
    }

    private static int[] Numbers(string version) => Split(version) is var (first, second) ? [first, second] : [];

    private static int Number(string[] parts, int index) => index < parts.Length && int.TryParse(parts[index], out var number) ? number : 0;
}
