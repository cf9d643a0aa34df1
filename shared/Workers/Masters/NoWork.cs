using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;

namespace Cortex.Workers.Masters;

/// <summary>What a master says that takes part in runs but declares no work.</summary>
public static class NoWork
{
    public const string Reason = "no work declared";

    /// <summary>Passes, and says of each outcome that nobody measures it.</summary>
    public static Task<PreflightAnswer> Preflight(string master, params IReadOnlyList<string> outcomes) => Task.FromResult(new PreflightAnswer(
        [new Check { Name = "worker types", Status = CheckStatus.Passed, Detail = $"{master} declares no worker types in this version; it takes part without work." }],
        NotMeasured(master, outcomes)));

    public static IReadOnlyList<Measure> NotMeasured(string master, params IReadOnlyList<string> outcomes) =>
        [.. outcomes.Select(outcome => new Measure { Outcome = outcome, NotMeasured = $"The {master} master has no worker in this version that measures it." })];

    public static WorkPlanned Plan(PlanWork command) => new() { OrchestrationId = command.OrchestrationId, Master = command.Master, Workers = [], Reason = Reason };

    public static HandOffAnswer Refuse(ConsiderHandOff command) =>
        new(null, $"The {command.Master} master declares no worker of type '{command.HandOff.WorkerType}' in this version.");

    public static Task<Aggregation> Aggregate(AggregateResults command, IReadOnlyList<Measure> measures) =>
        Task.FromResult(new Aggregation(Reason, new MasterResults { Master = command.Master }, measures));
}
