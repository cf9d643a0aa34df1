using System.Text.RegularExpressions;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>The Test Anything Protocol without a runner's sums: "ok 1 - name", "not ok 2 - name", directives after '#'. It needs its plan, "1..2".</summary>
internal static partial class TapLines
{
    public static TestCounts? Read(string output)
    {
        if (!Plan().IsMatch(output))
            return null;
        var points = Point().Matches(output);
        bool Is(Match point, string directive) => point.Groups["directive"].Value.StartsWith(directive, StringComparison.OrdinalIgnoreCase);
        var skipped = points.Count(p => Is(p, "skip") || Is(p, "todo"));
        var failures = points.Where(p => p.Groups["not"].Success && !Is(p, "skip") && !Is(p, "todo")).Select(p => p.Groups["name"].Value.Trim()).ToList();
        return points.Count == 0 ? null : new() { Passed = points.Count - skipped - failures.Count, Failed = failures.Count, Skipped = skipped, Failures = failures };
    }

    [GeneratedRegex(@"^1\.\.\d+", RegexOptions.Multiline | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Plan();

    [GeneratedRegex(@"^(?<not>not )?ok\b[ \t]*\d*[ \t]*-?[ \t]*(?<name>[^#\n]*)(#[ \t]*(?<directive>\w+).*)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Point();
}
