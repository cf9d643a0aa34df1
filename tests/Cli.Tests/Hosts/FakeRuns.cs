using System.Collections.Concurrent;
using System.Text.Json;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Api;

namespace Cortex.Cli.Tests.Hosts;

/// <summary>Runs that end as a test wants, without doing anything.</summary>
internal sealed class FakeRuns : IRuns
{
    private readonly ConcurrentDictionary<Guid, RunDetails> runs = new();
    private readonly ConcurrentDictionary<Guid, List<EventRecord>> events = new();
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<StartOrchestration> Started { get; } = new();

    public ConcurrentQueue<object> Commands { get; } = new();

    public TaskCompletionSource FirstStart { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a started run is at once.</summary>
    public Func<Guid, RunDetails> OnStart { get; set; } = id => RecordedRun.Finished(RunStatus.Completed, id);

    /// <summary>When set, no request can be resolved.</summary>
    public string? Rejects { get; set; }

    public void Set(RunDetails run, params EventRecord[] recorded)
    {
        runs[run.Run.Id] = run;
        lock (events)
            events.GetOrAdd(run.Run.Id, _ => []).AddRange(recorded);
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public static EventRecord Event(long position) => new()
    {
        Position = position,
        Stream = $"orchestration/{RecordedRun.Id}",
        Sequence = position,
        MessageId = new Guid((int)position, 1, 1, [0, 0, 0, 0, 0, 0, 0, 1]),
        Type = "Cortex.Contracts.Orchestrations.PhaseStarted",
        RecordedAt = RecordedRun.Start.AddSeconds(position),
        Payload = JsonSerializer.SerializeToElement(new { phase = position }),
        Emitted = ["RunPreflight", "RunPreflight", "SetDeadline"],
    };

    public IReadOnlyList<RunSummary> List() => [.. runs.Values.Select(r => r.Run).OrderByDescending(r => r.StartedAt)];

    public RunDetails? Find(Guid id) => runs.GetValueOrDefault(id);

    public IReadOnlyList<Guid> Matching(string prefix) => [.. runs.Keys.Where(k => k.ToString().StartsWith(prefix, StringComparison.Ordinal))];

    public IReadOnlyList<EventRecord> Events(Guid id, long after, int limit)
    {
        lock (events)
            return [.. events.GetValueOrDefault(id, []).Where(e => e.Position > after).Take(limit)];
    }

    public async Task WaitForEventsAsync(Guid id, long after, CancellationToken stop)
    {
        while (true)
        {
            var wait = changed.Task;
            if (Events(id, after, 1).Count > 0)
                return;
            await wait.WaitAsync(stop);
        }
    }

    public Task SubmitAsync(StartOrchestration request, CancellationToken stop)
    {
        Started.Enqueue(request);
        if (Rejects is null && !runs.ContainsKey(request.OrchestrationId))
            Set(OnStart(request.OrchestrationId));
        FirstStart.TrySetResult();
        return Task.CompletedTask;
    }

    public Task SubmitAsync(object controlCommand, CancellationToken stop)
    {
        Commands.Enqueue(controlCommand);
        if (controlCommand is CancelOrchestration cancel)
            Set(RecordedRun.Finished(RunStatus.Canceled, cancel.OrchestrationId));
        return Task.CompletedTask;
    }

    public string? Rejection(Guid id) => Started.Any(s => s.OrchestrationId == id) ? Rejects : null;

    public Report? Report(Guid id) => Find(id) is { ReportReady: true } run ? RecordedRun.Report(run) : null;

    public string? ReportDocument(Guid id, string name) => Find(id) is not { ReportReady: true } ? null : name switch
    {
        ReportDocuments.Markdown => $"# Run {id}\n",
        ReportDocuments.Html => $"<!doctype html><title>Run {id}</title>\n",
        _ => $$"""{"run":"{{id}}","document":"{{name}}"}""",
    };
}
