using Cortex.Contracts.Workers;
using Cortex.Workers.Work;

namespace Cortex.Benchmarks.Runs;

internal sealed class NoOpWorker : IWorker
{
    public const string TypeName = "no-op-worker";

    public string Type => TypeName;

    public Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop) => Task.FromResult(new WorkerResult());
}
