using System.Text.RegularExpressions;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>What <c>cargo test</c> prints: a line for each test, a sum for each test program.</summary>
internal sealed partial class CargoOutput : ITestReport
{
    public void Prepare(string folder)
    {
    }

    public TestCounts? Read(ToolResult result, string folder)
    {
        TestCounts? all = null;
        foreach (Match sum in Sum().Matches(result.Output))
            all = (all ?? new()) + new TestCounts { Passed = ReportedNumber.Of(sum, "passed"), Failed = ReportedNumber.Of(sum, "failed"), Skipped = ReportedNumber.Of(sum, "ignored") };
        return all is null ? null : all with { Failures = [.. Failure().Matches(result.Output).Select(m => m.Groups["name"].Value)] };
    }

    [GeneratedRegex(@"^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<ignored>\d+) ignored", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^test (?<name>\S.*?) \.\.\. FAILED\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Failure();
}
