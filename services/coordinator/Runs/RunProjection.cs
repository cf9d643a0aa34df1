using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Workers.Attempts;

namespace Cortex.Coordinator.Runs;

/// <summary>One run as of the newest event that was folded in. The run and its budget move by the very machines that decided them.</summary>
internal sealed class RunProjection(
    Guid id, RecordedMachine<OrchestrationStateMachine, OrchestrationState> orchestrations, RecordedMachine<BudgetStateMachine, BudgetState> budgets, EventLog log, Store store)
{
    private const int MostRecentFindings = 8;

    private readonly Lock _lock = new();
    private readonly ReplayedLifetime _run = orchestrations.Begin(id);
    private readonly ReplayedLifetime _budget = budgets.Begin(id);
    private readonly List<Finding> _recent = [];

    public long Position { get; private set; }

    public WorkerLanes Workers { get; } = new();

    public OrchestrationState Run => JsonSerializer.Deserialize<OrchestrationState>(_run.State, CortexJson.Options)!;

    public BudgetState? Budget => _budget.Sequence == 0 ? null : JsonSerializer.Deserialize<BudgetState>(_budget.State, CortexJson.Options);

    /// <summary>Newest last.</summary>
    public IReadOnlyList<Finding> RecentFindings => [.. _recent];

    /// <summary>Folds in what is new and hands the projection to <paramref name="read"/>; null when there is no such run.</summary>
    public T? Read<T>(Func<RunProjection, T> read) where T : class
    {
        lock (_lock)
        {
            foreach (var logged in log.ReadRun(id, Position))
                Apply(logged);
            return _run.Sequence == 0 ? null : read(this);
        }
    }

    private void Apply(LoggedEvent logged)
    {
        Position = logged.Position;
        // A behaviour does nothing but compute, so its task is complete when it returns.
        if (logged.Stream.StartsWith(orchestrations.Name + "/", StringComparison.Ordinal))
            _run.StepAsync(logged).GetAwaiter().GetResult();
        else if (logged.Stream.StartsWith(budgets.Name + "/", StringComparison.Ordinal))
            _budget.StepAsync(logged).GetAwaiter().GetResult();

        using var payload = JsonDocument.Parse(logged.Payload);
        Workers.Apply(logged.Type, payload.RootElement, logged.RecordedAt);
        if (logged.Type == typeof(AttemptSucceeded).FullName)
            Remember(payload.RootElement.Deserialize<AttemptSucceeded>(CortexJson.Options)!);
    }

    private void Remember(AttemptSucceeded succeeded)
    {
        if (succeeded.Findings == 0)
            return;
        var result = store.Read(commands => WorkerResults.Find(commands, succeeded.Result));
        // Of more than are kept, the most severe.
        _recent.AddRange((result?.Findings ?? []).OrderBy(finding => finding.Severity));
        _recent.RemoveRange(0, Math.Max(0, _recent.Count - MostRecentFindings));
    }
}
