using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Api;

/// <summary>What the HTTP API knows of runs: the read model, the log behind it and a durable way in for commands.</summary>
public interface IRuns
{
    /// <summary>Newest first.</summary>
    IReadOnlyList<RunSummary> List();

    /// <summary>Null until the request is resolved, and for a rejected one.</summary>
    RunDetails? Find(Guid id);

    /// <summary>Runs whose id begins with the prefix, for people.</summary>
    IReadOnlyList<Guid> Matching(string prefix);

    IReadOnlyList<EventRecord> Events(Guid id, long after, int limit);

    /// <summary>Returns once the run has an event behind that position.</summary>
    Task WaitForEventsAsync(Guid id, long after, CancellationToken stop);

    /// <summary>The request is durable when this returns.</summary>
    Task SubmitAsync(StartOrchestration request, CancellationToken stop);

    /// <summary>A control command: cancel, pause, resume, retry. Durable when this returns.</summary>
    Task SubmitAsync(object controlCommand, CancellationToken stop);

    /// <summary>Why a request could not be resolved; null when it could, or is not known.</summary>
    string? Rejection(Guid id);

    Report? Report(Guid id);

    /// <summary>One of <see cref="ReportDocuments"/>; null when the run has no report yet.</summary>
    string? ReportDocument(Guid id, string name);
}
