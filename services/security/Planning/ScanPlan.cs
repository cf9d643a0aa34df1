using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Security.Scanning;
using Cortex.Security.Scanning.Parts;
using Cortex.Workspaces.Targets;

namespace Cortex.Security.Planning;

/// <summary>Deals the targets out to scan-workers. Pure: the same message gives the same plan.</summary>
internal static class ScanPlan
{
    public static WorkPlanned Of(PlanWork command)
    {
        var limit = command.Limits.FirstOrDefault(l => l.Type == ScanWorker.WorkerType);
        var most = limit?.Counts.GetValueOrDefault(ServiceNames.Security) ?? 0;
        var shares = ScanShares.Deal(command.Targets, most);
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

    private static WorkerSpec Spec(PlanWork command, WorkerPlan limit, IReadOnlyList<TargetPart> share, int number)
    {
        var key = $"{ServiceNames.Security}/{ScanWorker.WorkerType}/{number}";
        return new()
        {
            WorkerId = DeterministicId.Of($"{command.OrchestrationId:N}/{key}"),
            Key = key,
            Master = ServiceNames.Security,
            Type = ScanWorker.WorkerType,
            Targets = [.. share.Select(part => part.Target.Name)],
            Tokens = 0,
            TimeoutSeconds = limit.TimeoutSeconds,
            MaxAttempts = limit.MaxAttempts,
            Input = Input(share, RepositoryIdentity.OfAll(command.Targets), command.SearchHistory),
        };
    }

    private static string? Input(IReadOnlyList<TargetPart> share, IReadOnlyDictionary<string, string> identities, bool history)
    {
        var first = share.DistinctBy(part => part.Target.Name, StringComparer.Ordinal).ToList();
        var input = new ScanInput
        {
            History = history,
            Identities = first.Where(part => identities[part.Target.Name] != RepositoryIdentity.Of(part.Target))
                .ToDictionary(part => part.Target.Name, part => identities[part.Target.Name], StringComparer.Ordinal),
            Parts = first.Where(part => part.Count > 1)
                .ToDictionary(part => part.Target.Name, part => new ScanPart { Index = part.Index, Count = part.Count }, StringComparer.Ordinal),
        };
        return !history && input.Identities.Count + input.Parts.Count == 0 ? null : JsonSerializer.Serialize(input, CortexJson.Options);
    }
}
