using Cortex.Contracts.Workers;
using Cortex.Workspaces.Sources;

namespace Cortex.Workers.Work;

/// <summary>
/// One type of work. An attempt is one call of <see cref="RunAsync"/> in a process of its own; it knows its assignment and its
/// context and nothing else. A failure that is data goes into <see cref="WorkerResult.Failure"/>; an exception is a retryable failure.
/// </summary>
public interface IWorker
{
    /// <summary>For example <c>catalog-worker</c>.</summary>
    string Type { get; }

    Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop);
}

/// <summary>What a worker may do. Everything goes through the gateway of the master that spawned it.</summary>
public interface IWorkContext
{
    /// <summary>Folder for this attempt's files; removed afterwards.</summary>
    string Workspace { get; }

    /// <summary>Checks the target out at its commit below the workspace and returns the folder. The clone has history and no remote.</summary>
    Task<string> CheckOutAsync(string target, CancellationToken stop);

    /// <summary>The files of the target at its commit, without checking anything out.</summary>
    Task<IReadOnlyList<SourceEntry>> ListFilesAsync(string target, CancellationToken stop) =>
        throw new NotSupportedException("This context lists no files.");

    /// <summary>Hands over some of the files of the list, as a checkout would write them; nothing is written to disk. For work that is shared, or needs little of a large repository.</summary>
    Task ReadFilesAsync(string target, IEnumerable<SourceEntry> files, SourceVisitor visit, CancellationToken stop) =>
        throw new NotSupportedException("This context hands over no files.");

    /// <summary>Tells people how far the work is (0 to 1) and, when given, stores a checkpoint for the next attempt. Sent with the next heartbeat, at once for a checkpoint.</summary>
    Task ReportAsync(double? progress, string message, string? checkpoint = null);

    /// <summary>Stores a file with the attempt and returns its SHA-256 (lower-case hex).</summary>
    Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop);

    /// <summary>Hands in the commits made in a target, as a git bundle, and returns its SHA-256; the master pushes them.</summary>
    Task<string> SaveCommitsAsync(string target, string bundle, CancellationToken stop) =>
        throw new NotSupportedException("This context takes no commits.");

    /// <summary>Asks for something that a master keeps (a WorkerLookup); question and answer are JSON.</summary>
    Task<string> AskAsync(string lookup, string question, CancellationToken stop) =>
        throw new NotSupportedException("This context has nobody to ask.");

    /// <summary>Reserves tokens of the lease before a model call; false when the lease does not hold them.</summary>
    Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop);

    /// <summary>Books what the call really used.</summary>
    Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop);
}
