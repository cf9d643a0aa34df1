using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Changes;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class AggregateResultsConsumer<TMaster>(TMaster master, Store store, ArtifactFiles artifacts, ChangeLanding landing) : IConsumer<AggregateResults> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<AggregateResults> context)
    {
        var command = context.Message;
        if (command.Master != TMaster.Name)
            return;
        var handedIn = store.Read(s => WorkerResults.OutcomesOf(s, command.OrchestrationId, TMaster.Name));
        var outcomes = await landing.LandAsync(command.OrchestrationId, TMaster.Name, handedIn, context.CancellationToken);
        var aggregation = await master.AggregateAsync(command, outcomes, context.CancellationToken);
        await store.AnswerAsync(context, $"{TMaster.Name}-aggregate-results", new ResultsAggregated
        {
            OrchestrationId = command.OrchestrationId,
            Master = TMaster.Name,
            Summary = aggregation.Summary,
            Findings = aggregation.Results.Findings.Count,
            Changes = aggregation.Results.Changes.Count,
            Measures = aggregation.Measures,
            Escalations = aggregation.Escalations,
            Artifact = await SaveAsync(aggregation.Results, context.CancellationToken),
        });
    }

    private async Task<string?> SaveAsync(MasterResults results, CancellationToken stop)
    {
        if (results.Findings.Count + results.Changes.Count + results.Suppressed.Count == 0 && results.Lineage is null)
            return null;
        using var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(results, CortexJson.Options));
        return (await artifacts.SaveAsync(body, long.MaxValue, stop)).Sha;
    }
}
