using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Budgets;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Reports;
using Cortex.Contracts.Workers;

namespace Cortex.Coordinator.Runs;

/// <summary>The workers of a run as a fold over its recorded messages: what the live view draws and the report lists.</summary>
public sealed class WorkerLanes
{
    private readonly Dictionary<Guid, Lane> _lanes = [];
    private readonly List<Lane> _inOrder = [];

    /// <summary>Findings in stored results so far.</summary>
    public int Findings => _inOrder.Sum(lane => lane.Findings);

    public IEnumerable<Guid> Ids => _inOrder.Select(lane => lane.Spec.WorkerId);

    public int CountOf(string master) => _inOrder.Count(lane => lane.Spec.Master == master);

    public int TokensOf(string master) => _inOrder.Where(lane => lane.Spec.Master == master).Sum(lane => lane.TokensUsed);

    public IReadOnlyList<ReportWorker> At(DateTimeOffset now) => [.. _inOrder.Select(lane => lane.ToReport(now))];

    public void Apply(string type, JsonElement payload, DateTimeOffset at)
    {
        switch (type[(type.LastIndexOf('.') + 1)..])
        {
            case nameof(AdmitWorker):
                Add(Read<AdmitWorker>(payload));
                break;
            case nameof(LeaseGranted) when Of(payload) is { } lane:
                lane.Lease = Read<LeaseGranted>(payload).Tokens;
                break;
            case nameof(SlotGranted) when Of(payload) is { } lane:
                var slot = Read<SlotGranted>(payload);
                lane.Node = slot.Node;
                lane.Attempts = Math.Max(lane.Attempts, slot.Attempt);
                break;
            case nameof(AttemptStarted) when Of(payload) is { Settled: false } lane:
                lane.StartedAt ??= at;
                lane.Status = "running";
                break;
            case nameof(RestartWorker) when Of(payload) is { } lane:
                lane.Status = "waiting";
                lane.FinishedAt = null;
                lane.Failure = null;
                break;
            case nameof(WorkerCompleted) when Of(payload) is { } lane:
                var completed = Read<WorkerCompleted>(payload);
                lane.Settle("completed", at, completed.Attempts, completed.TokensUsed, null);
                lane.Findings = completed.Findings;
                break;
            case nameof(WorkerFailed) when Of(payload) is { } lane:
                var failed = Read<WorkerFailed>(payload);
                lane.Settle(failed.TimedOut ? "timedOut" : "failed", at, failed.Attempts, failed.TokensUsed, failed.Failure.Reason);
                break;
            case nameof(WorkerCanceled) when Of(payload) is { } lane:
                var canceled = Read<WorkerCanceled>(payload);
                lane.Settle("canceled", at, canceled.Attempts, canceled.TokensUsed, canceled.Reason);
                break;
        }
    }

    private void Add(AdmitWorker admitted)
    {
        var lane = new Lane(admitted.Spec);
        if (_lanes.TryAdd(admitted.WorkerId, lane))
            _inOrder.Add(lane);
    }

    private Lane? Of(JsonElement payload) => _lanes.GetValueOrDefault(payload.GetProperty("workerId").GetGuid());

    private static T Read<T>(JsonElement payload) => payload.Deserialize<T>(CortexJson.Options)!;

    private sealed class Lane(WorkerSpec spec)
    {
        public WorkerSpec Spec { get; } = spec;
        public string Status { get; set; } = "waiting";
        public string Node { get; set; } = "";
        public int Attempts { get; set; }
        public int Lease { get; set; }
        public int TokensUsed { get; private set; }
        public int Findings { get; set; }
        public DateTimeOffset? StartedAt { get; set; }
        public DateTimeOffset? FinishedAt { get; set; }
        public string? Failure { get; set; }

        public bool Settled => FinishedAt is not null;

        public void Settle(string status, DateTimeOffset at, int attempts, int tokens, string? failure)
        {
            Status = status;
            FinishedAt = at;
            Attempts = attempts;
            TokensUsed += tokens;
            Failure = failure;
        }

        public ReportWorker ToReport(DateTimeOffset now) => new()
        {
            Id = Spec.WorkerId.ToString("D"),
            Type = Spec.Type,
            Master = Spec.Master,
            Target = string.Join(", ", Spec.Targets),
            Node = Node,
            Status = Status,
            Attempts = Attempts,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            DurationSeconds = StartedAt is { } started ? Math.Max(0, ((FinishedAt ?? now) - started).TotalSeconds) : 0,
            Tokens = new TokenUse { Limit = Lease, Used = TokensUsed },
            Failure = Failure,
        };
    }
}
