namespace Cortex.Workers.Masters;

/// <summary>The worker types of a master of this host.</summary>
public sealed record MasterWorkers(string Master, IReadOnlyList<WorkerType> Types);
