using System.Globalization;
using static Cortex.Workers.Changes.SafeMarkdown;

namespace Cortex.Security.Proposing;

/// <summary>What the numbers of two versions tell about the risk of going from one to the other, by the rules of semver.org where a package follows them.</summary>
internal static class VersionStep
{
    public static string Sentence(string from, string to)
    {
        var step = $"From {Code(from)} to {Code(to)}";
        if (Parts(from) is not { } before || Parts(to) is not { } after)
            return $"{step}: the versions do not tell how far apart they are.";
        if (before[0] != after[0])
            return $"{step} is a step to another major version: **breaking changes are to be expected**.";
        // Below 1.0.0 semver promises nothing, and by custom the second number stands for what breaks.
        if (before[1] != after[1])
            return before[0] == 0
                ? $"{step} is a minor step below version 1: **it may break**, because nothing is promised there."
                : $"{step} is a minor step: new features, and nothing that breaks by the rules of semantic versioning.";
        return $"{step} is a patch: fixes only, by the rules of semantic versioning.";
    }

    /// <summary>Major, minor and patch; null for what does not begin with a number.</summary>
    private static long[]? Parts(string version)
    {
        var numbers = version.TrimStart('v', 'V', '=', '^', '~', ' ').Split(['.', '-', '+', ' '], 4);
        var parts = new long[3];
        for (var i = 0; i < 3 && i < numbers.Length; i++)
            if (!long.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out parts[i]))
                return i == 0 ? null : parts;
        return parts;
    }
}
