using System.Text.RegularExpressions;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>The closing lines of runners that print a sum and the names of what failed.</summary>
internal static partial class RunnerSums
{
    public static TestCounts? Read(string output)
    {
        TestCounts? all = null;
        foreach (Match sum in Jest().Matches(output))
            Add(Counts(sum.Groups["counts"].Value));
        foreach (Match sum in Pytest().Matches(output))
            Add(Counts(sum.Groups["counts"].Value));
        foreach (Match sum in Mocha().Matches(output))
            Add(new TestCounts { Passed = ReportedNumber.Of(sum, "passed"), Skipped = ReportedNumber.Of(sum, "pending"), Failed = ReportedNumber.Of(sum, "failed") });
        foreach (Match sum in Ruby().Matches(output))
        {
            var (total, failed, skipped) = (ReportedNumber.Of(sum, "total"), ReportedNumber.Of(sum, "failures") + ReportedNumber.Of(sum, "errors"), ReportedNumber.Of(sum, "skips"));
            Add(new TestCounts { Passed = Math.Max(total - failed - skipped, 0), Failed = failed, Skipped = skipped });
        }
        return all is null ? null : all with { Failures = [.. Failure().Matches(output).Select(m => m.Groups["name"].Value.Trim()).Distinct(StringComparer.Ordinal)] };

        void Add(TestCounts counts) => all = (all ?? new()) + counts;
    }

    /// <summary>"1 failed, 2 skipped, 3 passed" in any order; Vitest has bars between.</summary>
    private static TestCounts Counts(string text)
    {
        var counts = new TestCounts();
        foreach (Match part in Part().Matches(text))
        {
            var number = ReportedNumber.Of(part, "number");
            counts += part.Groups["what"].Value switch
            {
                "passed" => new TestCounts { Passed = number },
                "failed" or "error" or "errors" => new TestCounts { Failed = number },
                _ => new TestCounts { Skipped = number },
            };
        }
        return counts;
    }

    [GeneratedRegex(@"(?<number>\d+) (?<what>passed|failed|errors?|skipped|todo|pending|xfailed|xpassed)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Part();

    // "Tests:       1 failed, 2 passed, 3 total" (Jest), "      Tests  1 failed | 2 passed (3)" (Vitest).
    [GeneratedRegex(@"^[ \t]*Tests:?[ \t]+(?<counts>\d+ (passed|failed|skipped|todo|pending)[^\n]*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Jest();

    // "===== 1 failed, 2 passed in 0.12s =====", or the same without the line around it.
    [GeneratedRegex(@"^=*[ ]?(?<counts>\d+ (passed|failed|errors?|skipped|xfailed|xpassed)[^\n]*) in [\d.]+s\b", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Pytest();

    [GeneratedRegex(@"^[ \t]+(?<passed>\d+) passing\b[^\n]*(\n[ \t]+(?<pending>\d+) pending)?(\n[ \t]+(?<failed>\d+) failing)?", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Mocha();

    // "3 examples, 1 failure, 1 pending" (RSpec), "3 runs, 5 assertions, 1 failures, 0 errors, 1 skips" (minitest).
    [GeneratedRegex(@"^(?<total>\d+) (examples?|runs|tests), (\d+ assertions, )?(?<failures>\d+) failures?(, (?<errors>\d+) errors?)?(, (?<skips>\d+) (pending|skips))?", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Ruby();

    [GeneratedRegex(@"^[ \t]*(● (?<name>.+ › .+)|FAILED (?<name>\S+::\S+).*|FAIL[ ]+(?<name>\S+ > .+)|(?<=^[ ]{4,})\d+\) (?<name>.+)|rspec (?<name>\S+:\d+) # .*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Failure();
}
