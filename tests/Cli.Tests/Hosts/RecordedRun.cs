using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Tests.Hosts;

/// <summary>A run of sixteen workers as a host tells it, in the middle of its execution and at its end.</summary>
internal static class RecordedRun
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Guid Id = new("0f8e2c1a-5b7d-4e3f-9a1b-2c3d4e5f6071");

    private static readonly string[] Phases = ["preflight", "activation", "distribution", "execution", "aggregation", "reporting"];

    private static readonly int[] Limits = [300, 600, 900, 1200, 300, 300];

    public static RunDetails Executing(Guid? id = null) => new()
    {
        Run = Summary(id ?? Id, RunStatus.Running),
        Phase = 3,
        Phases = [.. Phases.Select((name, number) => Phase(number, name, current: 3))],
        Masters = [.. ServiceNames.All.Select(name => Master(name, name == ServiceNames.Inventory ? "ready" : "noWorkDeclared", name == ServiceNames.Inventory ? 16 : 0))],
        Workers = [.. Enumerable.Range(0, 16).Select(Worker)],
        Tokens = Tokens(1250),
        Findings = 12,
        RecentFindings = [.. Enumerable.Range(0, 5).Select(Finding)],
        Position = 80,
    };

    public static RunDetails Finished(RunStatus status, Guid? id = null, params Escalation[] escalations) => new()
    {
        Run = Summary(id ?? Id, status) with { FinishedAt = Start.AddSeconds(95), Escalations = escalations.Count(e => e.Status == "open") },
        Phase = 5,
        Phases = [.. Phases.Select((name, number) => Phase(number, name, current: 6))],
        Masters = [.. ServiceNames.All.Select(name => Master(name, name == ServiceNames.Inventory ? "completed" : "noWorkDeclared", name == ServiceNames.Inventory ? 16 : 0))],
        Workers = [.. Enumerable.Range(0, 16).Select(i => Settled(Worker(i)))],
        Tokens = Tokens(2400),
        Escalations = escalations,
        Findings = 12,
        RecentFindings = [.. Enumerable.Range(0, 5).Select(Finding)],
        ReportReady = true,
        Position = 200,
    };

    public static Report Report(RunDetails run) => new()
    {
        Run = new ReportRun
        {
            Id = run.Run.Id.ToString(),
            Plan = run.Run.Plan,
            Status = run.Run.Status.ToString().ToLowerInvariant(),
            DryRun = false,
            Trusted = true,
            Targets = [new ReportTarget { Name = "samples/webshop", Commit = new string('a', 40) }, new ReportTarget { Name = "samples/gone", Problem = "there is no such folder" }],
            StartedAt = run.Run.StartedAt,
            FinishedAt = run.Run.FinishedAt!.Value,
            DurationSeconds = 95,
            Goal = "upgrade everything",
            GoalNote = "recorded; nothing uses it yet",
        },
        Phases = run.Phases,
        Masters = run.Masters,
        Workers = [.. run.Workers.Select(w => w.Worker)],
        Tokens = run.Tokens,
        Outcomes = Outcomes.All.ToDictionary(
            name => name,
            name => name == Outcomes.AssetsCatalogued ? new Outcome { Before = 42, After = 1214, Delta = 1172 } : new Outcome { NotMeasured = "no worker measures it yet" },
            StringComparer.Ordinal),
        Findings = run.RecentFindings,
        Changes = [],
        Escalations = run.Escalations,
        Learned = [],
        Certificate = new Certificate
        {
            UpTo = 190,
            Events = 188,
            ReplayIdentical = true,
            OutboxEmpty = true,
            DeadlinesOpen = 0,
            OrphanWorkers = 0,
            UnaccountedTokens = 0,
            LeftoverWorkspaces = 0,
            Holds = true,
        },
    };

    public static Escalation Escalation { get; } = new()
    {
        Id = "e1",
        Master = "inventory",
        Severity = Severity.High,
        Reason = "the phase ended before two workers did",
        Status = "open",
    };

    private static RunSummary Summary(Guid id, RunStatus status) => new()
    {
        Id = id,
        Status = status,
        Plan = "full-orchestration",
        StartedAt = Start,
        Targets = ["samples/webshop", "samples/ledger", "samples/platform"],
    };

    private static ReportPhase Phase(int number, string name, int current) => new()
    {
        Number = number,
        Name = name,
        Status = number < current ? "completed" : number == current ? "running" : "notReached",
        StartedAt = number <= current ? Start.AddSeconds(number * 4) : null,
        FinishedAt = number < current ? Start.AddSeconds((number * 4) + 4) : null,
        LimitSeconds = Limits[number],
    };

    private static ReportMaster Master(string name, string status, int workers) => new()
    {
        Name = name,
        Status = status,
        Version = "0.1.0",
        Workers = workers,
        Tokens = new TokenUse { Limit = 30_000, Used = 0 },
        Summary = workers > 0 ? "1,214 assets in 3 repositories" : "",
    };

    private static RunWorker Worker(int i)
    {
        var status = i switch { < 3 => "completed", < 7 => "running", 7 => "failed", _ => "waiting" };
        return new RunWorker
        {
            Worker = new ReportWorker
            {
                Id = new Guid(i, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]).ToString(),
                Type = "catalog-worker",
                Master = ServiceNames.Inventory,
                Target = i % 2 == 0 ? "samples/webshop" : "samples/ledger",
                Node = $"node-{(i % 4) + 1}",
                Status = status,
                Attempts = i == 5 ? 2 : status == "waiting" ? 0 : 1,
                StartedAt = status == "waiting" ? null : Start.AddSeconds(12 + i),
                FinishedAt = status is "completed" or "failed" ? Start.AddSeconds(15 + i) : null,
                DurationSeconds = status is "completed" or "failed" ? 3 : 0,
                Tokens = new TokenUse { Limit = 8000, Used = 0 },
                Failure = status == "failed" ? "the lockfile is larger than the limit" : null,
            },
            Progress = status == "running" && i != 6 ? i / 10d : null,
            Message = status == "running" ? $"reading src/packages/module-{i}/package-lock.json\u001b[31m and some more of a rather long message" : null,
        };
    }

    private static RunWorker Settled(RunWorker row) => row with
    {
        Worker = row.Worker with
        {
            Status = row.Worker.Status == "failed" ? "failed" : "completed",
            StartedAt = row.Worker.StartedAt ?? Start.AddSeconds(30),
            FinishedAt = Start.AddSeconds(40),
            DurationSeconds = 10,
            Attempts = Math.Max(1, row.Worker.Attempts),
        },
        Progress = null,
        Message = null,
    };

    private static Finding Finding(int i) => new()
    {
        Key = $"finding-{i}",
        Master = ServiceNames.Inventory,
        Kind = FindingKinds.OwnershipGap,
        Rule = "owner-missing",
        Severity = (Severity)i,
        Target = "samples/webshop",
        Path = $"src/module-{i}/Dockerfile",
        Line = i + 1,
        Title = "Nobody owns this path",
    };

    private static ReportTokens Tokens(int used) => new()
    {
        Budget = 295_000,
        Reserve = 25_000,
        ReserveReleased = 0,
        Used = used,
        InDoubt = 0,
        Efficiency = used / 295_000d,
        PerMaster = new Dictionary<string, int>(StringComparer.Ordinal),
    };
}
