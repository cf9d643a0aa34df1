using Cortex.Messaging;
using Cortex.Messaging.Stores;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>Ends a host's store in the first commit after something has happened outside of it, as a power cut would: what the commit held is lost.</summary>
internal sealed class CrashOnce(Func<bool> happened) : ICommitObserver
{
    public TaskCompletionSource Crashed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void BeforeCommit(IReadOnlyList<Outgoing> emitted)
    {
        if (!happened())
            return;
        Crashed.TrySetResult();
        throw new IOException("The plug was pulled.");
    }

    public void AfterCommit(IReadOnlyList<Outgoing> emitted)
    {
    }

    public void AfterDispatch(string messageType, Guid messageId)
    {
    }
}
