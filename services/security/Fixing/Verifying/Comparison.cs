using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>
/// Judges what a project does with a change by what it did without. Only what the change made worse is held against it; only tests that ran
/// speak for it.
/// </summary>
internal static class Comparison
{
    public static FixVerdict Of(IReadOnlyList<(ProjectRun Before, ProjectRun After)> projects)
    {
        var verdicts = projects.Select(project => Of(project.Before, project.After)).ToList();
        if (verdicts.Find(v => v.Status == Contracts.Findings.VerificationStatus.Failed) is { } failed)
            return failed;
        if (verdicts.Find(v => v.Status == Contracts.Findings.VerificationStatus.Skipped) is { } skipped)
            return skipped;
        var ran = projects.Sum(project => project.After.Tests?.Ran ?? 0);
        if (ran == 0)
            return FixVerdict.Skipped("no test ran, so nothing shows that the upgrade works");
        var notes = verdicts.Select(v => v.Reason).OfType<string>().ToList();
        return FixVerdict.Passed(notes.Count == 0 ? null : string.Join("; ", notes));
    }

    private static FixVerdict Of(ProjectRun before, ProjectRun after)
    {
        if (before.BrokenRestore is { } unrestorable)
            return FixVerdict.Skipped($"not verifiable here: the dependencies cannot be restored without the change either ({Unavailable.Why(unrestorable)})");
        if (after.BrokenRestore is { } restore)
            return Unavailable.Is(restore)
                ? FixVerdict.Skipped($"fix known, not verifiable here: {Unavailable.Why(restore)}")
                : FixVerdict.Failed($"the restore broke: {restore.Text()}: {restore.FirstError()}");
        if (before.BrokenBuild is { } brokenBefore)
            return FixVerdict.Skipped(Unavailable.Is(brokenBefore)
                ? $"not verifiable here: the dependencies cannot be restored without the change either ({Unavailable.Why(brokenBefore)})"
                : $"the build fails without the change too: {brokenBefore.Text()}");
        if (after.BrokenBuild is { } build)
            return Unavailable.Is(build)
                ? FixVerdict.Skipped($"fix known, not verifiable here: {Unavailable.Why(build)}")
                : FixVerdict.Failed($"the build broke: {build.Text()}: {build.FirstError()}");
        return after.Test is null ? FixVerdict.Passed() : Tests(before, after);
    }

    private static FixVerdict Tests(ProjectRun before, ProjectRun after)
    {
        var (was, now) = (before.Tests ?? new TestCounts(), after.Tests ?? new TestCounts());
        if (after.Test!.Ended is { } ended)
            return before.Test is { Ended: not null } other
                ? FixVerdict.Skipped($"the tests do not end by themselves without the change either: {other.Text()}")
                : FixVerdict.Failed($"the tests did not finish: {after.Test.Command.Text()} {ended}");
        var broken = now.Failures.Except(was.Failures, StringComparer.Ordinal).ToList();
        if (broken.Count > 0)
            return FixVerdict.Failed($"it breaks {Counted(broken.Count, "test")}: {string.Join(", ", broken.Take(3))}{(broken.Count > 3 ? ", …" : "")}");
        if (now.Failed > was.Failed)
            return FixVerdict.Failed($"{now.Failed} tests fail, {was.Failed} did before: {after.Test.Command.Text()}");
        if (now.Ran < was.Ran)
            return FixVerdict.Failed($"only {Counted(now.Ran, "test")} ran, {was.Ran} did before: {after.Test.Command.Text()}");
        if (!after.Test.Succeeded && before.Test is not { Succeeded: false })
            return FixVerdict.Failed($"{after.Test.Text()}, which it did not before");
        if (now.Failed > 0)
            return now.Passed == 0
                ? FixVerdict.Skipped("all tests fail without the change too")
                : FixVerdict.Passed($"{Counted(now.Failed, "test")} failed before and still {(now.Failed == 1 ? "does" : "do")}; {now.Passed} passed before and after");
        return FixVerdict.Passed(after.Test.Succeeded ? null : $"{after.Test.Text()}, as it did before, with every test passing");
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
