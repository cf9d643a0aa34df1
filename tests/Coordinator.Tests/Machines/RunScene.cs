using Cortex.Contracts;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Plans;
using Cortex.Messaging;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Tests.Machines;

/// <summary>One run of the machine alone: what the others would say to it.</summary>
public abstract class RunScene
{
    private protected static readonly Guid RunId = DeterministicId.Of("run");
    private protected static readonly string[] Masters = ["coordinator", "inventory", "security"];

    private protected Lifetime<OrchestrationStateMachine, OrchestrationState> Run { get; } = new(RunId);

    private protected static Guid Worker(string master, int number) => DeterministicId.Of($"{master}/{number}");

    private protected static WorkerSpec Spec(string master, int number) =>
        new() { WorkerId = Worker(master, number), Key = $"{master}/w/{number}", Master = master, Type = "w", Targets = ["t"], TimeoutSeconds = 60 };

    private protected static HandOff HandOff(string to) => new() { Key = "k", ToMaster = to, WorkerType = "w", Target = "t", Reason = "r" };

    private protected Decision Resolve(string? optional = null)
    {
        var plan = PlanReader.BuiltIn("full-orchestration").Plan!;
        return Run.Hear(new OrchestrationResolved
        {
            OrchestrationId = RunId,
            Plan = plan with { Masters = [.. plan.Masters.Where(master => Masters.Contains(master.Name)).OrderBy(master => master.Name, StringComparer.Ordinal).Select(master => master with { Required = master.Name != optional })] },
            Nodes = new NodePoolPlan { Pool = "local", Nodes = [new NodePlan { Name = "local", Slots = 4 }] },
            Targets = [new Target { Name = "t", Location = "/t", Commit = new string('a', 40) }],
        });
    }

    private protected Decision Preflight(string master, params Check[] checks) => Run.Hear(new PreflightCompleted { OrchestrationId = RunId, Master = master, Checks = checks });

    private protected Decision PassPreflight() => Masters.Select(master => Preflight(master)).ToArray()[^1];

    private protected Decision Activate() => Masters.Select(master => Run.Hear(new MasterActivated
    {
        OrchestrationId = RunId,
        Master = master,
        Version = "1",
        WorkerTypes = master == ServiceNames.Coordinator ? [] : [new WorkerCapability { Type = "w", Description = "works" }],
    })).ToArray()[^1];

    private protected Decision PlanOf(string master, params WorkerSpec[] workers) => Run.Hear(new WorkPlanned { OrchestrationId = RunId, Master = master, Workers = workers });

    private protected Decision Plan(int inventory, int security)
    {
        PlanOf("inventory", [.. Enumerable.Range(1, inventory).Select(number => Spec("inventory", number))]);
        return PlanOf("security", [.. Enumerable.Range(1, security).Select(number => Spec("security", number))]);
    }

    private protected void Execute()
    {
        Resolve();
        PassPreflight();
        Activate();
        Plan(1, 1);
        Assert.Equal("Executing", Run.State);
    }

    private protected Decision Complete(string master, int number, HandOff? handOff = null, int hop = 0) => Run.Hear(new WorkerCompleted
    {
        OrchestrationId = RunId,
        WorkerId = Worker(master, number),
        Master = master,
        Type = "w",
        Attempts = 1,
        Result = "abc",
        Findings = 0,
        Changes = 0,
        Assets = 0,
        TokensUsed = 0,
        Hop = hop,
        HandOffs = handOff is null ? [] : [handOff],
    });

    private protected Decision Fail(string master, int number) => Run.Hear(new WorkerFailed
    {
        OrchestrationId = RunId,
        WorkerId = Worker(master, number),
        Master = master,
        Type = "w",
        Attempts = 3,
        Failure = new Failure { Reason = "nothing there", Retryable = false },
        TokensUsed = 0,
    });

    private protected void Settle(string master) => Run.Hear(new WorkerCanceled { OrchestrationId = RunId, WorkerId = Worker(master, 1), Master = master, Type = "w", Attempts = 1, Reason = "canceled", TokensUsed = 0 });

    private protected Decision Cancel() => Run.Hear(new CancelOrchestration { OrchestrationId = RunId });

    private protected Decision TimeOut(int phase) => Run.Hear(new PhaseTimedOut { OrchestrationId = RunId, Phase = phase });

    private protected Decision Aggregate()
    {
        Decision? last = null;
        foreach (var master in (string[])["inventory", "security"])
            last = Run.Hear(new ResultsAggregated { OrchestrationId = RunId, Master = master, Summary = "done", Findings = 0, Changes = 0 });
        return last!;
    }

    private protected Decision CleanUp() => Masters.Select(master => Run.Hear(new RunCleanedUp { OrchestrationId = RunId, Master = master, Removed = 0 })).ToArray()[^1];

    private protected Decision Certify(bool holds) => Run.Hear(new CertificateIssued
    {
        OrchestrationId = RunId,
        Certificate = new Certificate
        {
            UpTo = 1,
            Events = 1,
            ReplayIdentical = holds,
            OutboxEmpty = true,
            DeadlinesOpen = 0,
            OrphanWorkers = 0,
            UnaccountedTokens = 0,
            LeftoverWorkspaces = 0,
            Holds = holds,
        },
    });
}
