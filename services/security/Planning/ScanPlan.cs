using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Security.Scanning;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Targets;

namespace Cortex.Security.Planning;

/// <summary>Deals the targets out to scan-workers. Pure: the same message gives the same plan.</summary>
internal static class ScanPlan
{
    public static WorkPlanned Of(PlanWork command)
    {
        var limit = command.Limits.FirstOrDefault(l => l.Type == ScanWorker.WorkerType);
        var most = limit?.Counts.GetValueOrDefault(ServiceNames.Security) ?? 0;
        var shares = TargetShares.Deal(command.Targets, most);
        return new()
        {
            OrchestrationId = command.OrchestrationId,
            Master = command.Master,
            Workers = [.. shares.Select((share, i) => Spec(command, limit!, share, i + 1))],
            Reason = command.Targets.Count == 0 ? "There is no target to scan."
                : most == 0 ? $"The plan gives security no {ScanWorker.WorkerType}."
                : shares.Count < most ? $"{shares.Count} of {most} workers are enough for {command.Targets.Count} {(command.Targets.Count == 1 ? "target" : "targets")}."
                : null,
        };
    }

    private static WorkerSpec Spec(PlanWork command, WorkerPlan limit, IReadOnlyList<Target> share, int number)
    {
        var key = $"{ServiceNames.Security}/{ScanWorker.WorkerType}/{number}";
        return new()
        {
            WorkerId = DeterministicId.Of($"{command.OrchestrationId:N}/{key}"),
            Key = key,
            Master = ServiceNames.Security,
            Type = ScanWorker.WorkerType,
            Targets = [.. share.Select(target => target.Name)],
            Tokens = 0,
            TimeoutSeconds = limit.TimeoutSeconds,
            MaxAttempts = limit.MaxAttempts,
            Input = Input(share, RepositoryIdentity.OfAll(command.Targets)),
        };
    }

    private static string? Input(IReadOnlyList<Target> share, IReadOnlyDictionary<string, string> identities)
    {
        var told = share.Where(t => identities[t.Name] != RepositoryIdentity.Of(t)).DistinctBy(t => t.Name, StringComparer.Ordinal)
            .ToDictionary(t => t.Name, t => identities[t.Name], StringComparer.Ordinal);
        return told.Count == 0 ? null : JsonSerializer.Serialize(new ScanInput { Identities = told }, CortexJson.Options);
    }
}
