using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;

namespace Cortex.Coordinator.Runs;

/// <summary>The parts that the live view and the report say alike, from the run's state, its budget and its workers. Pure.</summary>
internal static class RunView
{
    public static RunStatus Status(OrchestrationState run) => run.CurrentState switch
    {
        nameof(OrchestrationStateMachine.Completed) => RunStatus.Completed,
        nameof(OrchestrationStateMachine.Failed) => RunStatus.Failed,
        nameof(OrchestrationStateMachine.Canceled) => RunStatus.Canceled,
        _ when run.Outcome == RunStatus.Canceled => RunStatus.Canceling,
        _ => run.PausedSeconds is null ? RunStatus.Running : RunStatus.Paused,
    };

    public static IReadOnlyList<ReportPhase> Phases(OrchestrationState run) =>
    [
        .. run.Request.Plan.Phases.Select(plan =>
        {
            var record = run.Phases.Find(phase => phase.Number == plan.Number);
            return new ReportPhase
            {
                Number = plan.Number,
                Name = plan.Name,
                Status = PhaseStatus(run, record),
                StartedAt = record?.StartedAt,
                FinishedAt = record?.FinishedAt,
                LimitSeconds = plan.LimitSeconds,
            };
        }),
    ];

    public static IReadOnlyList<ReportMaster> Masters(OrchestrationState run, WorkerLanes workers) =>
    [
        .. run.Masters.Select(master =>
        {
            var plan = run.Request.Plan.Masters.First(limit => limit.Name == master.Name);
            return new ReportMaster
            {
                Name = master.Name,
                Status = master.Status == "waiting" && run.FinishedAt is not null ? "notReached" : master.Status,
                Version = master.Version,
                Workers = workers.CountOf(master.Name),
                Tokens = new TokenUse { Limit = plan.Tokens + plan.WorkerTokens, Used = workers.TokensOf(master.Name) },
                Summary = master.Summary,
            };
        }),
    ];

    public static ReportTokens Tokens(OrchestrationState run, BudgetState? budget)
    {
        var plan = run.Request.Plan;
        var used = budget?.Used.Values.Sum() ?? 0;
        var ceiling = plan.Budget.Masters + plan.Budget.Workers;
        return new ReportTokens
        {
            Budget = ceiling,
            Reserve = plan.Budget.Reserve,
            ReserveReleased = budget?.ReserveReleased ?? 0,
            Used = used,
            InDoubt = budget?.InDoubt.Values.Sum() ?? 0,
            Efficiency = ceiling == 0 ? 0 : Math.Round((double)used / ceiling, 4),
            PerMaster = plan.Masters.ToDictionary(master => master.Name, master => budget?.Used.GetValueOrDefault(master.Name) ?? 0, StringComparer.Ordinal),
            Model = run.Request.Model,
        };
    }

    /// <summary>A row per outcome: measured before and after, or the reason why not.</summary>
    public static IReadOnlyDictionary<string, Outcome> Outcomes(OrchestrationState run) =>
        Contracts.Masters.Outcomes.All.ToDictionary(name => name, name =>
        {
            var before = run.Masters.SelectMany(master => master.Baseline).FirstOrDefault(measure => measure.Outcome == name);
            var after = run.Masters.SelectMany(master => master.Measures).FirstOrDefault(measure => measure.Outcome == name);
            return (before?.Value, after?.Value) switch
            {
                ({ } was, { } value) => new Outcome { Before = was, After = value, Delta = value - was },
                (null, { } value) => new Outcome { NotMeasured = $"{value:0.##} after the run, but not measured before it: {before?.NotMeasured ?? "no baseline"}" },
                _ => new Outcome { NotMeasured = NotMeasured(run, before, after) },
            };
        }, StringComparer.Ordinal);

    private static string NotMeasured(OrchestrationState run, Measure? before, Measure? after) =>
        after?.NotMeasured ?? before?.NotMeasured ?? run.Outcome switch
        {
            RunStatus.Canceled => "the run was canceled before it was measured",
            RunStatus.Failed => "the run failed before it was measured",
            _ => before is null ? "no master of this run measures it" : "its master did not measure it in this run",
        };

    private static string PhaseStatus(OrchestrationState run, PhaseRecord? record)
    {
        if (record is null)
            return "notReached";
        if (record.FinishedAt is null)
            return "running";
        if (record.TimedOut)
            return "timedOut";
        if (record.Number == 5 || run.Phases[^1].Number != 5 || run.Outcome is null or RunStatus.Completed)
            return "completed";
        return run.Phases[^2].Number == record.Number ? run.Outcome == RunStatus.Canceled ? "canceled" : "failed" : "completed";
    }
}
