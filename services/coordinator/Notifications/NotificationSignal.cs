namespace Cortex.Coordinator.Notifications;

/// <summary>There is something to tell: wakes whoever sends.</summary>
internal sealed class NotificationSignal
{
    private TaskCompletionSource _raised = New();

    /// <summary>Taken before looking, awaited after: what is raised in between is not missed.</summary>
    public Task Next => Volatile.Read(ref _raised).Task;

    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
