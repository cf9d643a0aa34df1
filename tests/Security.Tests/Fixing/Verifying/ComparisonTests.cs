using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying;
using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Tests.Fixing.Verifying;

public sealed class ComparisonTests
{
    private static readonly ToolProject Project = new() { Tool = "npm", Folder = "" };
    private static readonly TestCounts Green = new() { Passed = 3 };

    [Fact]
    public void Tests_that_pass_before_and_after_speak_for_it() => Expect(VerificationStatus.Passed, "", Ran(Green), Ran(Green));

    [Fact]
    public void No_test_is_no_proof() => Expect(VerificationStatus.Skipped, "no test ran", Ran(new()), Ran(new()));

    [Fact]
    public void Tests_whose_report_says_nothing_are_no_proof() => Expect(VerificationStatus.Skipped, "no test ran", Ran(null), Ran(null));

    [Fact]
    public void A_broken_build_is_named() =>
        Expect(VerificationStatus.Failed, "the build broke: npm run build ended with exit code 1: TypeError", Ran(Green), new() { Project = Project, Results = [], BrokenBuild = Ended("npm run build", 1, "TypeError: it has no member of that name") });

    [Fact]
    public void A_build_that_was_broken_before_is_not_held_against_it()
    {
        var broken = new ProjectRun { Project = Project, Results = [], BrokenBuild = Ended("npm run build", 1, "error") };
        Expect(VerificationStatus.Skipped, "fails without the change too", broken, broken);
    }

    [Fact]
    public void A_broken_test_is_named() =>
        Expect(VerificationStatus.Failed, "breaks 1 test: it prints", Ran(Green), Ran(new() { Passed = 2, Failed = 1, Failures = ["it prints"] }, 1));

    [Fact]
    public void Tests_that_failed_before_are_not_held_against_it()
    {
        var red = Ran(new() { Passed = 2, Failed = 1, Failures = ["it prints"] }, 1);
        Expect(VerificationStatus.Passed, "1 test failed before and still does", red, red);
        Expect(VerificationStatus.Failed, "breaks 1 test: it counts", red, Ran(new() { Passed = 1, Failed = 2, Failures = ["it prints", "it counts"] }, 1));
    }

    [Fact]
    public void Tests_that_are_gone_are_noticed() => Expect(VerificationStatus.Failed, "only 2 tests ran, 3 did before", Ran(Green), Ran(new() { Passed = 2 }));

    [Fact]
    public void A_run_that_fails_though_its_tests_pass_is_noticed() => Expect(VerificationStatus.Failed, "which it did not before", Ran(Green), Ran(Green, 1));

    [Fact]
    public void Tests_that_hang_or_are_killed_are_noticed()
    {
        Expect(VerificationStatus.Failed, "did not end within 240 seconds", Ran(Green), Ran(null, null, "did not end within 240 seconds and was ended"));
        Expect(VerificationStatus.Failed, "was killed (signal 9)", Ran(Green), Ran(null, 137, "was killed (signal 9)"));
        Expect(VerificationStatus.Skipped, "without the change either", Ran(null, null, "did not end within 240 seconds"), Ran(null, null, "did not end within 240 seconds"));
    }

    [Fact]
    public void A_version_that_no_registry_has_is_known_but_not_verifiable_here() =>
        Expect(VerificationStatus.Skipped, "fix known, not verifiable here: npm ci: npm error code ETARGET", Ran(Green),
            new() { Project = Project, Results = [], BrokenRestore = Ended("npm ci", 1, "npm error code ETARGET\nnpm error notarget No matching version found") });

    [Fact]
    public void A_restore_that_breaks_for_another_reason_is_a_failure() =>
        Expect(VerificationStatus.Failed, "the restore broke", Ran(Green), new() { Project = Project, Results = [], BrokenRestore = Ended("npm ci", 1, "npm error code ERESOLVE") });

    private static void Expect(VerificationStatus status, string reason, ProjectRun before, ProjectRun after)
    {
        var verdict = Comparison.Of([(before, after)]);
        Assert.Equal(status, verdict.Status);
        Assert.Contains(reason, verdict.Reason ?? "", StringComparison.Ordinal);
    }

    private static ProjectRun Ran(TestCounts? counts, int? exitCode = 0, string? ended = null) =>
        new() { Project = Project, Results = [], Test = Ended("npm test", exitCode, "", ended), Tests = counts };

    private static ToolResult Ended(string command, int? exitCode, string output, string? ended = null) =>
        new(new(command.Split(' '), ""), exitCode, output, ended, TimeSpan.Zero);
}
