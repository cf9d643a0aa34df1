using System.Text.RegularExpressions;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>
/// The sums at the end of <c>node --test</c>: "# pass 5" in TAP, "ℹ pass 5" in the spec form. It counts a file without any test as one that passed;
/// those are taken off again.
/// </summary>
internal static partial class NodeRunner
{
    public static TestCounts? Read(string output)
    {
        var sums = Sum().Matches(output);
        if (sums.Count == 0)
            return null;
        int Of(string name) => sums.Where(m => m.Groups["what"].Value == name).Sum(m => ReportedNumber.Of(m, "count"));
        return new()
        {
            Passed = Math.Max(Of("pass") - EmptyFile().Count(output), 0),
            Failed = Of("fail") + Of("cancelled"),
            Skipped = Of("skipped") + Of("todo"),
            Failures = [.. Failure().Matches(output).Select(m => m.Groups["name"].Value.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)],
        };
    }

    [GeneratedRegex(@"^[#ℹ] (?<what>pass|fail|cancelled|skipped|todo) (?<count>\d+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^(ok \d+ - \S*/\S+\.[cm]?[jt]s|✔ \S*/\S+\.[cm]?[jt]s \([\d.]+ms\))\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex EmptyFile();

    [GeneratedRegex(@"^[ \t]*(not ok \d+ - (?<name>.+?)( # .*)?|✖ (?<name>.+?) \([\d.]+ms\))$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Failure();
}
