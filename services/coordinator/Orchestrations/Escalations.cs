using Cortex.Contracts.Escalations;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Messaging;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>A master that fails or is missing, and what is left for people to decide.</summary>
internal static partial class Verbs
{
    private static void Update(this OrchestrationState run, string master, Func<MasterRecord, MasterRecord> change)
    {
        var index = run.Masters.FindIndex(record => record.Name == master);
        if (index >= 0)
            run.Masters[index] = change(run.Masters[index]);
    }

    /// <summary>Before work began a required master ends the run; an optional one, or one that falls silent later, is escalated and left out.</summary>
    private static void DoWithout(this OrchestrationState run, string master, string status, string reason)
    {
        run.Awaiting.Remove(master);
        run.Update(master, record => record with { Status = status, Summary = reason });
        if (run.Phase <= 1 && run.Request.Plan.Masters.Any(plan => plan.Name == master && plan.Required))
            run.Fail($"{master}: {reason}");
        else
            run.Escalate(master, $"{status}/{run.Phase}", Severity.High, reason);
    }

    private static void Fail(this OrchestrationState run, string reason)
    {
        if (run.Outcome is not null)
            return;
        run.Outcome = RunStatus.Failed;
        run.Reason = reason;
    }

    private static void Escalate(this OrchestrationState run, string master, string subject, Severity severity, string reason)
    {
        var raised = new EscalationRaised
        {
            OrchestrationId = run.CorrelationId,
            EscalationId = DeterministicId.Of($"{run.CorrelationId:N}/{master}/{subject}"),
            Master = master,
            Severity = severity,
            Reason = reason,
        };
        if (run.Record(raised))
            run.Decision.Publish(raised);
    }

    private static bool Record(this OrchestrationState run, EscalationRaised raised)
    {
        var id = raised.EscalationId.ToString("D");
        if (run.Escalations.Exists(escalation => escalation.Id == id))
            return false;
        run.Escalations.Add(new Escalation { Id = id, Master = raised.Master, Severity = raised.Severity, Reason = raised.Reason, Status = "open" });
        return true;
    }
}
