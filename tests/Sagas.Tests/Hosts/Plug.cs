using Cortex.Messaging;
using Cortex.Messaging.Stores;

namespace Cortex.Sagas.Tests.Hosts;

/// <summary>Ends a host between the commit and what follows it.</summary>
internal sealed class Plug : ICommitObserver
{
    private readonly TaskCompletionSource _pulled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool PullAfterNextCommit { get; set; }

    public Task Pulled => _pulled.Task;

    public void BeforeCommit(IReadOnlyList<Outgoing> emitted)
    {
    }

    public void AfterCommit(IReadOnlyList<Outgoing> emitted)
    {
        if (!PullAfterNextCommit || emitted.Count == 0)
            return;
        _pulled.SetResult();
        throw new InvalidOperationException("The plug was pulled.");
    }

    public void AfterDispatch(string messageType, Guid messageId)
    {
    }
}
