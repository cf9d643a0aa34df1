namespace Cortex.Messaging.Stores;

/// <summary>Sees the edges of durability: telemetry counts there, tests pull the plug there.</summary>
public interface ICommitObserver
{
    /// <summary>The decision is made, nothing is durable yet.</summary>
    void BeforeCommit(IReadOnlyList<Outgoing> emitted);

    /// <summary>The decision is durable, nothing is dispatched yet.</summary>
    void AfterCommit(IReadOnlyList<Outgoing> emitted);

    /// <summary>The message was handed to the bus.</summary>
    void AfterDispatch(string messageType, Guid messageId);
}
