using Cortex.Contracts.Workers;

namespace Cortex.Workers.Work;

/// <summary>
/// Tells the gateway that the attempt lives, and hears from it when it is to stop. A gateway that is away does not disturb the work: the
/// next beat tries again, and handing in the result has its own patience.
/// </summary>
internal sealed class Heartbeats(GatewayClient gateway, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private double? _progress;
    private string? _message;
    private string? _checkpoint;

    /// <summary>Canceled when the gateway says stop.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Canceled when the gateway wants nothing more from this attempt, not even a result.</summary>
    public CancellationTokenSource Fenced { get; } = new();

    public async Task ReportAsync(double? progress, string message, string? checkpoint)
    {
        lock (_lock)
        {
            _progress = progress ?? _progress;
            _message = message;
            _checkpoint = checkpoint ?? _checkpoint;
        }

        if (checkpoint is not null)
            await BeatAsync(Fenced.Token);
    }

    public async Task RunAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                await BeatAsync(end);
        }
        catch (OperationCanceledException)
        {
            // The attempt is over.
        }
    }

    private async Task BeatAsync(CancellationToken end)
    {
        await _sending.WaitAsync(end);
        Heartbeat beat;
        lock (_lock)
            beat = new Heartbeat { Progress = _progress, Message = _message, Checkpoint = _checkpoint };
        try
        {
            if ((await gateway.HeartbeatAsync(beat, end)).Stop)
                await Stop.CancelAsync();
            lock (_lock)
                _checkpoint = ReferenceEquals(_checkpoint, beat.Checkpoint) ? null : _checkpoint;
        }
        catch (GatewayUnreachableException)
        {
            // The checkpoint is kept and goes with the next beat.
        }
        catch (GatewayRefusedException e) when (e.IsEnd)
        {
            await Fenced.CancelAsync();
            await Stop.CancelAsync();
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        Stop.Dispose();
        Fenced.Dispose();
    }
}
