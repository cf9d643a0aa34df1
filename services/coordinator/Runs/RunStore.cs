using System.Collections.Concurrent;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Api;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Reports;
using Cortex.Coordinator.Requests;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Workers.Attempts;

namespace Cortex.Coordinator.Runs;

/// <summary>The read model of runs and the durable way in for commands.</summary>
internal sealed class RunStore(
    Store store,
    EventLog log,
    ReportFiles reports,
    Rejections rejections,
    RecordedMachine<OrchestrationStateMachine, OrchestrationState> orchestrations,
    RecordedMachine<BudgetStateMachine, BudgetState> budgets,
    TimeProvider time) : IRuns
{
    private readonly ConcurrentDictionary<Guid, RunProjection> _projections = new();
    private readonly ConcurrentDictionary<Guid, RunSummary> _finished = new();

    public IReadOnlyList<RunSummary> List() => [.. Ids().Select(Summary).OfType<RunSummary>().OrderByDescending(run => run.StartedAt)];

    public RunDetails? Find(Guid id) => Projection(id).Read(Details);

    public IReadOnlyList<Guid> Matching(string prefix) =>
        [.. Ids().Where(id => id.ToString("D").StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || id.ToString("N").StartsWith(prefix, StringComparison.OrdinalIgnoreCase))];

    public IReadOnlyList<EventRecord> Events(Guid id, long after, int limit) => [.. log.ReadRun(id, after, limit).Select(Record)];

    public async Task WaitForEventsAsync(Guid id, long after, CancellationToken stop)
    {
        var seen = after;
        while (log.ReadRun(id, after, 1).Count == 0)
        {
            var head = log.Head;
            if (head <= seen)
                await log.WaitAsync(seen, stop);
            seen = Math.Max(seen, head);
        }
    }

    public Task SubmitAsync(StartOrchestration request, CancellationToken stop) => store.WriteAsync(transaction => transaction.Emit(new Outgoing
    {
        MessageId = DeterministicId.Of($"start/{request.OrchestrationId:N}"),
        Message = request,
        Run = request.OrchestrationId,
    }));

    public Task SubmitAsync(object controlCommand, CancellationToken stop) => store.WriteAsync(transaction => transaction.Emit(new Outgoing
    {
        // A command is given, not derived: the position of the log and the time of giving it tell it from the next one.
        MessageId = DeterministicId.Of($"control/{RunOf.Message(controlCommand):N}/{JsonSerializer.Serialize(controlCommand, controlCommand.GetType(), CortexJson.Options)}/{transaction.Now.UtcTicks}"),
        Message = controlCommand,
        Run = RunOf.Message(controlCommand),
    }));

    public string? Rejection(Guid id) => rejections.Of(id);

    public Report? Report(Guid id) => reports.Read(id);

    public string? ReportDocument(Guid id, string name) => reports.ReadDocument(id, name);

    private IReadOnlyList<Guid> Ids() => store.Read(commands => commands.Query(
        "SELECT stream FROM streams WHERE machine = $1", row => Guid.Parse(row.GetString(0).AsSpan(orchestrations.Name.Length + 1)), orchestrations.Name));

    private RunProjection Projection(Guid id) => _projections.GetOrAdd(id, _ => new RunProjection(id, orchestrations, budgets, log, store));

    private RunSummary? Summary(Guid id)
    {
        if (_finished.TryGetValue(id, out var known))
            return known;
        var summary = reports.Read(id) is { } report ? Summary(id, report) : Projection(id).Read(projection => Summary(projection.Run));
        if (summary?.FinishedAt is not null)
        {
            _finished[id] = summary;
            _projections.TryRemove(id, out _);
        }

        return summary;
    }

    private static RunSummary Summary(Guid id, Report report) => new()
    {
        Id = id,
        Status = Enum.Parse<RunStatus>(report.Run.Status, ignoreCase: true),
        Plan = report.Run.Plan,
        StartedAt = report.Run.StartedAt,
        FinishedAt = report.Run.FinishedAt,
        Targets = [.. report.Run.Targets.Select(target => target.Name)],
        Escalations = report.Escalations.Count(escalation => escalation.Status == "open"),
        Reason = report.Run.Reason,
    };

    private static RunSummary Summary(OrchestrationState run) => new()
    {
        Id = run.CorrelationId,
        Status = RunView.Status(run),
        Plan = run.Request.Plan.Name,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Targets = [.. run.Request.Targets.Select(target => target.Name), .. run.Request.TargetProblems.Select(problem => problem.Name)],
        Escalations = run.Escalations.Count(escalation => escalation.Status == "open"),
        Reason = run.Reason,
    };

    private RunDetails Details(RunProjection projection)
    {
        var run = projection.Run;
        var progress = store.Read(commands => commands.ProgressOf(run.CorrelationId));
        return new RunDetails
        {
            Run = Summary(run),
            Phase = run.Phase,
            Phases = RunView.Phases(run),
            Masters = RunView.Masters(run, projection.Workers),
            Workers =
            [
                .. projection.Workers.At(time.GetUtcNow()).Select(worker =>
                {
                    var now = progress.GetValueOrDefault(Guid.Parse(worker.Id));
                    return new RunWorker { Worker = worker, Progress = now?.Fraction, Message = now?.Message };
                }),
            ],
            Tokens = RunView.Tokens(run, projection.Budget),
            Checks = [.. run.Masters.SelectMany(master => master.Checks.Where(check => check.Status != CheckStatus.Passed))],
            Escalations = run.Escalations,
            Findings = projection.Workers.Findings + run.Request.TargetProblems.Count,
            RecentFindings = projection.RecentFindings,
            ReportReady = run.FinishedAt is not null && reports.Exists(run.CorrelationId),
            Position = projection.Position,
        };
    }

    private static EventRecord Record(LoggedEvent logged)
    {
        using var payload = JsonDocument.Parse(logged.Payload);
        return new EventRecord
        {
            Position = logged.Position,
            Stream = logged.Stream,
            Sequence = logged.Sequence,
            MessageId = logged.MessageId,
            Type = logged.Type,
            Cause = logged.Cause,
            RecordedAt = logged.RecordedAt,
            Payload = payload.RootElement.Clone(),
            Emitted = [.. logged.Emitted.Select(emitted => emitted.Type[(emitted.Type.LastIndexOf('.') + 1)..])],
        };
    }
}
