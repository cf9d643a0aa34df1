using Cortex.Contracts.Catalog;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Tests.Reports;

/// <summary>Two reports: one with every member set and hostile text in it, and the least that a report may be.</summary>
internal static class SampleReports
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 30, 0, TimeSpan.Zero);

    public static Report Rich { get; } = new()
    {
        Run = new ReportRun
        {
            Id = "0f8fad5b-d9cb-469f-a165-70867728950e",
            Plan = "full-orchestration",
            Status = "failed",
            Reason = "the certificate does not hold: orphanWorkers",
            DryRun = false,
            Trusted = true,
            Targets =
            [
                new ReportTarget { Name = "samples/fleet/shop", Commit = "4f2d1c0b9a8877665544332211ffeeddccbbaa00", Branch = "main", Uncommitted = true },
                new ReportTarget { Name = "https://git.example/team/_pay|ments_.git", Problem = "not reachable:\n# connection refused `now`" },
            ],
            StartedAt = Start,
            FinishedAt = Start.AddSeconds(1903.5),
            DurationSeconds = 1903.5,
            Goal = "upgrade <b>everything</b> to .NET 10",
            GoalNote = "recorded; not used yet",
        },
        Phases =
        [
            Phase(0, "preflight", "completed", 0, 4.25, 300), Phase(1, "activation", "completed", 5, 30, 600),
            Phase(2, "distribution", "completed", 30, 95, 900), Phase(3, "execution", "timedOut", 95, 1295, 1200),
            Phase(4, "aggregation", "completed", 1295, 1300, 300),
            new ReportPhase { Number = 5, Name = "reporting", Status = "running", StartedAt = Start.AddSeconds(1300), LimitSeconds = 300 },
        ],
        Masters =
        [
            new ReportMaster { Name = "security", Status = "completed", Version = "0.1.0", Workers = 2, Tokens = new TokenUse { Limit = 45_000, Used = 21_500 }, Summary = "61 findings, 2 changes" },
            new ReportMaster { Name = "cicd", Status = "noWorkDeclared", Version = "0.1.0", Workers = 0, Tokens = new TokenUse { Limit = 45_000, Used = 0 }, Summary = "" },
            new ReportMaster { Name = "monitoring", Status = "missing", Version = "", Workers = 0, Tokens = new TokenUse { Limit = 30_000, Used = 0 }, Summary = "did not answer within 10 min" },
        ],
        Workers =
        [
            new ReportWorker
            {
                Id = "6fa459ea-ee8a-3ca4-894e-db77e160355e", Type = "scan-worker", Master = "security", Target = "samples/fleet/shop", Node = "node-1", Status = "completed",
                Attempts = 2, StartedAt = Start.AddSeconds(95), FinishedAt = Start.AddSeconds(160), DurationSeconds = 65, Tokens = new TokenUse { Limit = 8_000, Used = 7_250 },
            },
            new ReportWorker
            {
                Id = "16fd2706-8baf-433b-82eb-8c7fada847da", Type = "fix-worker", Master = "security", Target = "samples/fleet/shop", Node = "node-2", Status = "timedOut",
                Attempts = 1, StartedAt = Start.AddSeconds(200), FinishedAt = Start.AddSeconds(1295), DurationSeconds = 1095, Tokens = new TokenUse { Limit = 5_000, Used = 1_000 },
                Failure = "stopped at its time-out | partial results kept",
            },
        ],
        Tokens = new ReportTokens
        {
            Budget = 295_000,
            Reserve = 25_000,
            ReserveReleased = 4_000,
            Used = 21_500,
            InDoubt = 750,
            Efficiency = 0.0729,
            PerMaster = new Dictionary<string, int> { ["security"] = 21_500, ["cicd"] = 0 },
            Model = "http://127.0.0.1:11434/v1 small-model",
        },
        Outcomes = Outcomes.All.ToDictionary(name => name, name => name switch
        {
            Outcomes.AssetsCatalogued => new Outcome { Before = 42, After = 1204, Delta = 1162 },
            Outcomes.CvesIdentified => new Outcome { Before = 0, After = 25, Delta = 25 },
            Outcomes.TestCoverage => new Outcome { Before = 63.125, After = 61, Delta = -2.125 },
            Outcomes.FeatureChanges => new Outcome { Before = 0, After = 0, Delta = 0 },
            _ => new Outcome { NotMeasured = "no master of this run measures it" },
        }),
        Findings =
        [
            new Finding
            {
                Key = "vulnerability/shop/npm/minimist/CVE-2021-44906", Master = "security", Kind = FindingKinds.Vulnerability, Rule = "CVE-2021-44906",
                Severity = Severity.Critical, Score = 9.8, Target = "samples/fleet/shop", Path = "web/package-lock.json", Line = 12, Title = "Prototype pollution in minimist",
                Reference = "CVE-2021-44906", Aliases = ["GHSA-xvch-5gv4-984h"], Package = "pkg:npm/minimist@1.2.5", FixedVersion = "1.2.6", FixedBy = "dependency-upgrade/shop/npm/minimist",
            },
            new Finding
            {
                Key = "secret/shop/config", Master = "security", Kind = FindingKinds.Secret, Rule = "generic-token", Severity = Severity.High, Target = "samples/fleet/shop",
                Open = new StaysOpen { Reason = OpenReasons.NeedsDecision, Detail = "what is <right> depends | on `what` it is for" },
                Controls = ["CWE-798"], Documentation = "https://cwe.mitre.org/data/definitions/798.html",
                Path = "a|b`.env", Line = 3, Title = "</td><img src=x onerror=alert(1)> [click](javascript:alert(1)) @everyone **now** | $x$ \\",
            },
            .. Enumerable.Range(1, 59).Select(i => new Finding
            {
                Key = $"coverage-gap/shop/{i:00}", Master = "testing", Kind = FindingKinds.CoverageGap, Rule = "uncovered-method", Severity = i % 2 == 0 ? Severity.Low : Severity.Info,
                Target = "samples/fleet/shop", Path = $"src/Orders/Order{i:00}.cs", Title = $"Order{i:00}.total_price has no test",
            }),
        ],
        Suppressed =
        [
            new SuppressedFinding
            {
                Finding = new Finding
                {
                    Key = "vulnerability/shop/npm/ms/CVE-2017-20162", Master = "security", Kind = FindingKinds.Vulnerability, Rule = "CVE-2017-20162", Severity = Severity.Medium, Score = 5.3,
                    Target = "samples/fleet/shop", Path = "web/package-lock.json", Line = 40, Title = "Slow regular expression in ms", Reference = "CVE-2017-20162", Aliases = ["GHSA-w9mr-4mfr-499f"],
                    Package = "pkg:npm/ms@0.7.0", FixedVersion = "2.0.0",
                },
                Reason = "only <b>our own</b> configuration is | parsed", Until = new DateOnly(2026, 12, 31), By = ".cortex/config.yaml:7",
            },
        ],
        Changes =
        [
            new Change
            {
                Key = "dependency-upgrade/shop/npm/minimist", Master = "security", Kind = "dependency-upgrade", Target = "samples/fleet/shop", Branch = "cortex/0f8fad5b/minimist-1.2.6",
                Commit = "00112233445566778899aabbccddeeff00112233", Files = ["web/package.json", "web/package-lock.json"], Findings = ["vulnerability/shop/npm/minimist/CVE-2021-44906"],
                Package = "pkg:npm/minimist", From = "1.2.5", To = "1.2.6",
                Verification = new Verification { Status = VerificationStatus.Passed, Commands = ["npm ci", "npm test"] },
                Review = new Review { Verdict = "approved", Reason = "only the lines that must change" },
                Proposal = new Proposal { Kind = "pull-request", Url = "https://git.example/team/shop/pull/7?a=(b)|c", Path = "proposals/shop/minimist-1-2-6.md", Reason = "merge the other first" },
            },
            new Change
            {
                Key = "secret-removal/shop/config", Master = "security", Kind = "secret-removal", Target = "samples/fleet/shop", Branch = "cortex/0f8fad5b/secret", Files = ["a.env", "b.env", "c.env", "d.env"],
                Verification = new Verification { Status = VerificationStatus.Skipped, Reason = "not executed: target not trusted" },
                Review = new Review { Verdict = "not reviewed" },
                Proposal = new Proposal { Kind = "none", Url = "javascript:alert(1)", Path = "attempts/shop/secret.patch", Reason = "its <b>verification</b> | failed" },
            },
        ],
        Escalations =
        [
            new Escalation { Id = "e1", Master = "security", Severity = Severity.Medium, Reason = "budget exhausted", Status = "resolved", Resolution = "reserve released" },
            new Escalation { Id = "e2", Master = "coordinator", Severity = Severity.High, Reason = "execution timed out", Status = "open" },
        ],
        Learned = [new Learned { Subject = "scan-worker on npm", Before = "15 min", After = "2 min", Effect = "lease 8,000 → 6,000" }],
        Certificate = new Certificate
        {
            UpTo = 1987,
            Events = 412,
            ReplayIdentical = true,
            OutboxEmpty = true,
            DeadlinesOpen = 0,
            OrphanWorkers = 1,
            UnaccountedTokens = 0,
            LeftoverWorkspaces = 0,
            Holds = false,
            Failures = [new CertificateFailure { Field = "orphanWorkers", Detail = "fix-worker attempt 1 on node-2 still runs" }],
        },
        Lineage = new Lineage
        {
            Assets = 1204,
            Relations = 1987,
            Kinds = new Dictionary<string, int> { ["repository"] = 2, ["project"] = 7, ["package"] = 1150, ["image"] = 45 },
            Nodes =
            [
                Node("repository:shop", "repository", "shop", target: "samples/fleet/shop", assets: 800), Node("repository:pay", "repository", "pay", target: "samples/fleet/pay", assets: 404),
                Node("project:shop:web", "project", "@shop/web", "web/package.json", "samples/fleet/shop"), Node("project:pay:api", "project", "Pay.Api", "src/Pay.Api/Pay.Api.csproj", "samples/fleet/pay"),
                Node("kubernetes-resource:pay:api", "kubernetes-resource", "pay-api", "Deployment", "samples/fleet/pay"),
                Node("package:npm/minimist@1.2.5", "package", "minimist", repositories: 2), Node("image:ghcr.io/acme/pay-api:1", "image", "ghcr.io/acme/<b>pay-api</b>:1"),
            ],
            Edges =
            [
                Edge("repository:shop", "contains", "project:shop:web"), Edge("repository:pay", "contains", "project:pay:api"), Edge("repository:pay", "contains", "kubernetes-resource:pay:api"),
                Edge("project:shop:web", "depends-on", "package:npm/minimist@1.2.5"), Edge("repository:pay", "depends-on", "package:npm/minimist@1.2.5"),
                Edge("kubernetes-resource:pay:api", "depends-on", "image:ghcr.io/acme/pay-api:1"), Edge("kubernetes-resource:pay:api", "depends-on", "project:pay:api"),
            ],
        },
    };

    public static Report Minimal { get; } = new()
    {
        Run = new ReportRun
        {
            Id = "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            Plan = "full-orchestration",
            Status = "completed",
            DryRun = true,
            Trusted = false,
            Targets = [new ReportTarget { Name = "." }],
            StartedAt = Start,
            FinishedAt = Start.AddSeconds(3.04),
            DurationSeconds = 3.04,
        },
        Phases = [.. Enumerable.Range(0, 6).Select(i => Phase(i, $"phase{i}", "completed", i * 0.5, (i * 0.5) + 0.5, 300))],
        Masters = [],
        Workers = [],
        Tokens = new ReportTokens { Budget = 295_000, Reserve = 25_000, ReserveReleased = 0, Used = 0, InDoubt = 0, Efficiency = 0, PerMaster = new Dictionary<string, int>() },
        Outcomes = Outcomes.All.ToDictionary(name => name, _ => new Outcome { NotMeasured = "dry run" }),
        Findings = [],
        Changes = [],
        Escalations = [],
        Learned = [],
        Certificate = new Certificate
        {
            UpTo = 80,
            Events = 80,
            ReplayIdentical = true,
            OutboxEmpty = true,
            DeadlinesOpen = 0,
            OrphanWorkers = 0,
            UnaccountedTokens = 0,
            LeftoverWorkspaces = 0,
            Holds = true,
        },
    };

    private static LineageNode Node(string urn, string kind, string name, string? detail = null, string? target = null, int repositories = 1, int? assets = null) =>
        new() { Urn = $"urn:cortex:{urn}", Kind = kind, Name = name, Detail = detail, Target = target, Repositories = repositories, Assets = assets };

    private static Relation Edge(string from, string kind, string to) => new() { From = $"urn:cortex:{from}", Kind = kind, To = $"urn:cortex:{to}" };

    private static ReportPhase Phase(int number, string name, string status, double from, double to, int limit) => new()
    {
        Number = number,
        Name = name,
        Status = status,
        StartedAt = Start.AddSeconds(from),
        FinishedAt = Start.AddSeconds(to),
        LimitSeconds = limit,
    };
}
