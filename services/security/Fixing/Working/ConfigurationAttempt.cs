using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying;
using Cortex.Workspaces.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>
/// The misconfigurations of one file, from the edit to the verdict: each edit is judged by a scan, the commit, where the target is trusted, by what
/// builds and tests the code beside the file.
/// </summary>
internal sealed class ConfigurationAttempt(FixBench bench, ConfigurationFix fix, string identity, string branch, FixLog log)
{
    private const string Scanned = "scanned again, the findings are gone and none is new";

    private readonly List<string> commands = [];
    private readonly List<string> verified = [];

    public async Task<FixOutcome> RunAsync(CancellationToken stop)
    {
        log.Line($"{fix.Path}: {string.Join(", ", fix.Places.Select(place => place.Rule).Distinct(StringComparer.Ordinal))}");
        var projects = bench.Tools is null ? [] : Toolchains.Beside(bench.Folder, fix.Path);
        var before = new List<ProjectRun>();
        foreach (var project in projects.Where(project => project.Missing is null))
            before.Add(await bench.BaselineAsync(project, stop));
        await bench.ResetAsync(bench.Commit, stop);
        var edited = new ConfigurationEdit(bench.Folder, "", identity, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Run(fix, stop);
        foreach (var (finding, why) in edited.Left)
            log.Line($"{finding}: not changed: {why}");
        var left = edited.Left.ToDictionary(open => open.Key, open => new StaysOpen { Reason = OpenReasons.NeedsDecision, Detail = open.Value }, StringComparer.Ordinal);
        var tip = edited.Resolved.Count == 0 ? null : await new ChangeCommits(bench.Git).CommitAsync(bench.Folder, bench.Commit, branch, [fix.Path], Message(edited.Resolved), stop);
        if (tip is null)
            return FixOutcome.NotMade(FixVerdict.Failed(edited.Left.Values.FirstOrDefault() ?? "the edit changed nothing")) with { Left = left };
        log.Line((await bench.GitAsync(stop, "show", "--stat", "--patch", "--no-color", tip)).Text);
        var verdict = await VerifyAsync(tip, projects, before, stop);
        log.Line($"== {verdict.Status}: {verdict.Reason}");
        return new FixOutcome(verdict, tip, [fix.Path], edited.Resolved, commands, verified) { Left = left };
    }

    private async Task<FixVerdict> VerifyAsync(string tip, IReadOnlyList<ToolProject> projects, List<ProjectRun> before, CancellationToken stop)
    {
        if (bench.Tools is null)
            return FixVerdict.NotTrusted();
        if (before.Count == 0)
            return FixVerdict.Skipped(projects.FirstOrDefault(project => project.Missing is not null) is { Missing: { } missing }
                ? $"{Scanned}; not verifiable here beyond that: {missing}"
                : $"{Scanned}; how to build or test what is beside it is not known");
        await bench.ResetAsync(tip, stop);
        var pairs = new List<(ProjectRun, ProjectRun)>();
        foreach (var run in before)
        {
            var now = run.BrokenRestore is not null ? run : await new ProjectRunner(bench.Tools, bench.Limits).RunAsync(run.Project, restored: false, stop);
            commands.AddRange(now.Results.Select(result => result.Command.Text()));
            log.Add($"after: {run.Project.Tool} in '{run.Project.Folder}'", now.Results);
            if (now is { Test: { } test, Tests: { } counts })
                verified.Add($"{test.Command.Text()}: {counts.Text()}; before: {run.Tests?.Text() ?? "none"}");
            pairs.Add((run, now));
        }

        return FixVerdict.Worse(FixVerdict.Passed($"{Scanned}; no image, cluster or cloud was made from it"), Comparison.Of(pairs));
    }

    private string Message(IReadOnlyList<Finding> resolved) =>
        $"Set up {fix.Path} safely\n\n{string.Join('\n', resolved.Select(finding => $"{finding.Rule}, line {finding.Line}").Distinct(StringComparer.Ordinal))}\n";
}
