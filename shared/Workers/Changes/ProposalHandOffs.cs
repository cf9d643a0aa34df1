using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Masters;

namespace Cortex.Workers.Changes;

/// <summary>How a worker that made changes asks its own master for pr-workers, and how the master answers.</summary>
public static class ProposalHandOffs
{
    /// <summary>Changes that one pr-worker writes about.</summary>
    private const int MostPerWorker = 20;

    /// <summary>One hand-off for the changes of a target, more when they are many. A change whose verification failed is not proposed and needs no text.</summary>
    public static IReadOnlyList<HandOff> Of(IReadOnlyList<ProposalSubject> subjects) =>
    [
        .. subjects.Where(s => s.Change.Verification.Status != VerificationStatus.Failed)
            .GroupBy(s => (s.Change.Master, s.Change.Target))
            .SelectMany(target => target.Chunk(MostPerWorker).Select((part, i) => new HandOff
            {
                Key = $"proposals/{target.Key.Target}/{i + 1}",
                ToMaster = target.Key.Master,
                WorkerType = PrWorker.WorkerType,
                Target = target.Key.Target,
                Reason = $"{part.Length} {(part.Length == 1 ? "change" : "changes")} to propose",
                Input = JsonSerializer.Serialize(new ProposalInput { Subjects = part }, CortexJson.Options),
            })),
    ];

    public static IReadOnlyList<HandOff> Of(IReadOnlyList<Change> changes, IReadOnlyList<Finding> findings) =>
        Of([.. changes.Select(change => new ProposalSubject { Change = change, Findings = [.. findings.Where(f => change.Findings.Contains(f.Key))] })]);

    /// <summary>Pure: the pr-worker, or why not.</summary>
    public static HandOffAnswer Consider(ConsiderHandOff command)
    {
        if (command.HandOff.WorkerType != PrWorker.WorkerType)
            return NoWork.Refuse(command);
        if (command.Limits.FirstOrDefault(l => l.Type == PrWorker.WorkerType) is not { } limit)
            return new HandOffAnswer(null, $"The plan gives {command.Master} no {PrWorker.WorkerType}.");
        if (!command.Targets.Any(t => t.Name == command.HandOff.Target))
            return new HandOffAnswer(null, $"'{command.HandOff.Target}' is none of the run's targets.");
        var key = $"{command.Master}/{PrWorker.WorkerType}/{command.HandOffId:N}";
        return new HandOffAnswer(
            new WorkerSpec
            {
                WorkerId = DeterministicId.Of($"{command.OrchestrationId:N}/{key}"),
                Key = key,
                Master = command.Master,
                Type = PrWorker.WorkerType,
                Targets = [command.HandOff.Target],
                Tokens = 0,
                TimeoutSeconds = limit.TimeoutSeconds,
                MaxAttempts = limit.MaxAttempts,
                Hop = command.Hop,
                Input = command.HandOff.Input,
            },
            null);
    }
}
