namespace Cortex.Workers.Liveness;

/// <summary>Tells the watch to look now and not at its next turn. Many signals before it looks are one.</summary>
public sealed class WatchSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is already told.
        }
    }

    /// <summary>Returns when raised or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await _raised.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Its turn has come.
        }
    }

    public void Dispose() => _raised.Dispose();
}
