using Cortex.Contracts.Escalations;
using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Runs;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using MassTransit;

namespace Cortex.Coordinator.Notifications;

/// <summary>Writes down what is to be told, and to whom; telling it is not the run's affair any more.</summary>
internal sealed class NotifyConsumer(
    NotificationOptions options,
    RecordedMachine<OrchestrationStateMachine, OrchestrationState> orchestrations,
    RecordedMachine<BudgetStateMachine, BudgetState> budgets,
    EventLog log, Store store, NotificationSignal signal, TimeProvider time) : IConsumer<OrchestrationFinished>, IConsumer<EscalationRaised>
{
    public Task Consume(ConsumeContext<OrchestrationFinished> context) => RecordAsync(
        context,
        context.Message.OrchestrationId,
        context.Message.Status switch
        {
            RunStatus.Completed => NotificationEvents.Completed,
            RunStatus.Canceled => NotificationEvents.Canceled,
            _ => NotificationEvents.Failed,
        },
        escalation: null);

    public Task Consume(ConsumeContext<EscalationRaised> context) => RecordAsync(context, context.Message.OrchestrationId, NotificationEvents.Escalation, new NotifiedEscalation
    {
        Id = context.Message.EscalationId,
        Master = context.Message.Master,
        Severity = context.Message.Severity,
        Reason = context.Message.Reason,
    });

    private async Task RecordAsync(ConsumeContext context, Guid run, string name, NotifiedEscalation? escalation)
    {
        var wanting = options.Webhooks.Where(webhook => webhook.Events.Contains(name)).ToList();
        if (wanting.Count == 0 || new RunProjection(run, orchestrations, budgets, log, store).Read(Notified) is not { } about)
            return;
        var notification = new Notification { Event = name, At = time.GetUtcNow(), Run = about, Escalation = escalation };
        await store.WriteAsync(transaction =>
        {
            foreach (var webhook in wanting)
                NotificationTable.Add(
                    transaction.Commands,
                    new NotificationRow(DeterministicId.Of(context.MessageId!.Value, $"webhook/{webhook.Name}", 0), webhook.Name, name, run, NotificationText.Body(notification, webhook.Format), Tries: 0),
                    transaction.Now);
        });
        signal.Raise();
    }

    private static NotifiedRun Notified(RunProjection projection)
    {
        var run = projection.Run;
        return new NotifiedRun
        {
            Id = run.CorrelationId,
            Status = RunView.Status(run),
            Plan = run.Request.Plan.Name,
            Targets = [.. run.Request.Targets.Select(target => target.Name), .. run.Request.TargetProblems.Select(problem => problem.Name)],
            RequestedBy = run.Request.RequestedBy,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            DurationSeconds = run.FinishedAt is { } finished ? Math.Round((finished - run.StartedAt).TotalSeconds, 3) : null,
            Reason = run.Reason,
            Findings = projection.Workers.Findings + run.Request.TargetProblems.Count,
            Escalations = run.Escalations.Count(escalation => escalation.Status == "open"),
            CertificateHolds = run.Certificate?.Holds,
        };
    }
}
