using Cortex.Contracts;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Contracts.Targets;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Runs;

namespace Cortex.Coordinator.Reports;

/// <summary>The report of a finished run, from recorded messages and the results they refer to. Pure: the same log gives the same bytes.</summary>
internal static class ReportBuilder
{
    public static Report Build(OrchestrationState run, BudgetState? budget, WorkerLanes workers, IReadOnlyList<MasterResults> results)
    {
        var request = run.Request;
        var finished = run.FinishedAt ?? run.StartedAt;
        return new Report
        {
            Run = new ReportRun
            {
                Id = run.CorrelationId.ToString("D"),
                Plan = request.Plan.Name,
                Status = Text(run.Outcome ?? RunStatus.Failed),
                Reason = run.Reason,
                DryRun = request.DryRun,
                Trusted = request.Trusted,
                Targets = [.. request.Targets.Select(Of), .. request.TargetProblems.Select(Of)],
                StartedAt = run.StartedAt,
                FinishedAt = finished,
                DurationSeconds = Math.Round((finished - run.StartedAt).TotalSeconds, 3),
                Goal = request.Goal,
                GoalNote = request.Goal is null ? null : "recorded; not used yet: no master routes goals in this version",
            },
            Phases = RunView.Phases(run),
            Masters = RunView.Masters(run, workers),
            Workers = workers.At(finished),
            Tokens = RunView.Tokens(run, budget),
            Outcomes = RunView.Outcomes(run),
            Findings = [.. request.TargetProblems.Select(Finding).Concat(results.SelectMany(result => result.Findings))
                // Several masters read the same files, and say the same of one that cannot be read.
                .DistinctBy(finding => finding.Key, StringComparer.Ordinal).OrderBy(finding => finding.Key, StringComparer.Ordinal)],
            Changes = [.. results.SelectMany(result => result.Changes).OrderBy(change => change.Key, StringComparer.Ordinal)],
            Escalations = run.Escalations,
            Learned = [],
            Certificate = run.Certificate ?? NoCertificate(run),
            Suppressed = [.. results.SelectMany(result => result.Suppressed).DistinctBy(passed => passed.Finding.Key, StringComparer.Ordinal).OrderBy(passed => passed.Finding.Key, StringComparer.Ordinal)],
            Lineage = results.Select(result => result.Lineage).FirstOrDefault(lineage => lineage is not null),
        };
    }

    private static string Text(RunStatus status) => status.ToString().ToLowerInvariant();

    private static ReportTarget Of(Target target) =>
        new() { Name = target.Name, Commit = target.Commit, Branch = target.Branch, Uncommitted = target.Uncommitted, Notes = target.Notes };

    private static ReportTarget Of(TargetProblem problem) => new() { Name = problem.Name, Problem = problem.Reason };

    private static Finding Finding(TargetProblem problem) => new()
    {
        Key = $"{FindingKinds.UnreadableInput}/target/{problem.Name}",
        Master = ServiceNames.Coordinator,
        Kind = FindingKinds.UnreadableInput,
        Rule = "target-unusable",
        Severity = Severity.Medium,
        Target = problem.Name,
        Title = problem.Reason,
    };

    private static Certificate NoCertificate(OrchestrationState run) => new()
    {
        UpTo = 0,
        Events = 0,
        ReplayIdentical = false,
        OutboxEmpty = false,
        DeadlinesOpen = 0,
        OrphanWorkers = 0,
        UnaccountedTokens = 0,
        LeftoverWorkspaces = 0,
        Holds = false,
        Failures = [new CertificateFailure { Field = "holds", Detail = run.Reason ?? "no certificate was issued" }],
    };
}
