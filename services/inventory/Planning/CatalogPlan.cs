using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Inventory.Discovery;
using Cortex.Messaging;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Targets;

namespace Cortex.Inventory.Planning;

/// <summary>Deals the targets out to catalog-workers. Pure: the same message gives the same plan.</summary>
internal static class CatalogPlan
{
    /// <summary>Workers at most where the plan names no count but lets inventory start them on demand.</summary>
    private const int OnDemandCount = 8;

    public static WorkPlanned Of(PlanWork command)
    {
        var limit = command.Limits.FirstOrDefault(l => l.Type == CatalogWorker.WorkerType);
        var most = limit is null ? 0
            : limit.Counts.GetValueOrDefault(ServiceNames.Inventory, limit.OnDemand.Contains(ServiceNames.Inventory, StringComparer.Ordinal) ? OnDemandCount : 0);
        var count = Math.Min(most, command.Targets.Count);
        return new()
        {
            OrchestrationId = command.OrchestrationId,
            Master = command.Master,
            Workers = count == 0 ? [] : Workers(command, limit!, count),
            Reason = command.Targets.Count == 0 ? "There is no target to catalogue."
                : most == 0 ? $"The plan gives inventory no {CatalogWorker.WorkerType}."
                : count < most ? $"{count} of {most} workers are enough for {command.Targets.Count} {(command.Targets.Count == 1 ? "target" : "targets")}."
                : null,
        };
    }

    /// <summary>A re-scan that another master asks for.</summary>
    public static WorkerSpec? Of(ConsiderHandOff command)
    {
        var limit = command.Limits.FirstOrDefault(l => l.Type == CatalogWorker.WorkerType);
        var target = command.Targets.FirstOrDefault(t => t.Name == command.HandOff.Target);
        return limit is null || target is null
            ? null
            : Spec(command.OrchestrationId, $"{ServiceNames.Inventory}/{CatalogWorker.WorkerType}/{command.HandOff.Key}", [target], Input([target], command.Targets), limit) with { Hop = command.Hop };
    }

    private static List<WorkerSpec> Workers(PlanWork command, WorkerPlan limit, int count) =>
        [.. TargetShares.Deal(command.Targets, count).Select((share, i) =>
            Spec(command.OrchestrationId, $"{ServiceNames.Inventory}/{CatalogWorker.WorkerType}/{i + 1}", share, Input(share, command.Targets), limit))];

    private static WorkerSpec Spec(Guid orchestrationId, string key, IReadOnlyList<Target> targets, string? input, WorkerPlan limit) => new()
    {
        WorkerId = DeterministicId.Of($"{orchestrationId:N}/{key}"),
        Key = key,
        Master = ServiceNames.Inventory,
        Type = CatalogWorker.WorkerType,
        Targets = [.. targets.Select(t => t.Name)],
        Tokens = 0,
        TimeoutSeconds = limit.TimeoutSeconds,
        MaxAttempts = limit.MaxAttempts,
        Input = input,
    };

    private static string? Input(IReadOnlyList<Target> share, IReadOnlyList<Target> all)
    {
        var identities = RepositoryIdentity.OfAll(all);
        var told = share.Where(t => identities[t.Name] != RepositoryIdentity.Of(t)).DistinctBy(t => t.Name, StringComparer.Ordinal)
            .ToDictionary(t => t.Name, t => identities[t.Name], StringComparer.Ordinal);
        return told.Count == 0 ? null : JsonSerializer.Serialize(new CatalogInput { Identities = told }, CortexJson.Options);
    }
}
