using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Workers.Masters;
using Cortex.Workers.Work;

namespace Cortex.Workers.Changes;

/// <summary>
/// Writes what reviewers read of the changes of one target. It has no account anywhere: its master opens what it wrote. What the text says is
/// the business of the master whose change it is.
/// </summary>
public sealed class PrWorker(Func<ProposalSubject, ProposalPlace, ProposalText> write) : IWorker
{
    public const string WorkerType = "pr-worker";

    public string Type => WorkerType;

    public static WorkerType For(Func<ProposalSubject, ProposalPlace, ProposalText> write) =>
        new(WorkerType, "Writes what reviewers read of a change.", () => new PrWorker(write));

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var subjects = Read(assignment.Input);
        var texts = new List<ProposalText>();
        foreach (var target in subjects.GroupBy(s => s.Change.Target, StringComparer.Ordinal))
        {
            await context.ReportAsync((double)texts.Count / subjects.Count, $"writing about {target.Count()} changes of {target.Key}");
            var owners = Reviewers.In(await context.CheckOutAsync(target.Key, stop));
            foreach (var subject in target)
                texts.Add(write(subject, new ProposalPlace(assignment.OrchestrationId, target.Key, owners.Of(subject.Change.Files))));
        }

        return new WorkerResult { Proposals = texts };
    }

    private static IReadOnlyList<ProposalSubject> Read(string? input) =>
        string.IsNullOrEmpty(input) ? [] : JsonSerializer.Deserialize<ProposalInput>(input, CortexJson.Options)?.Subjects ?? [];
}
