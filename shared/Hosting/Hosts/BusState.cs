namespace Cortex.Hosting.Hosts;

/// <summary>
/// Whether the bus takes messages, and if not, why: for whoever sends, and for readiness. On a broker it is up once each endpoint of this
/// host has its queue there (an event published before would be lost to it) and while one of them is connected.
/// </summary>
public sealed class BusState : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _connected = new(StringComparer.Ordinal);
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _lost = new();
    private string? _missing;
    private long _news;

    internal BusState(Uri? broker)
    {
        if (broker is null)
            _up.SetResult();
        else
            _missing = $"RabbitMQ at {BrokerAddress.Shown(broker)} is not connected yet.";
    }

    public bool IsUp
    {
        get
        {
            lock (_gate)
                return _up.Task.IsCompleted;
        }
    }

    /// <summary>What is missing and what to do about it, one line without credentials; null while the bus is up.</summary>
    public string? Missing
    {
        get
        {
            lock (_gate)
                return _missing;
        }
    }

    /// <summary>How often the library has had anything to say of a connection.</summary>
    internal long News => Volatile.Read(ref _news);

    /// <summary>Returns when the bus is up, with what ends once it is lost again: what is under way then may never be answered.</summary>
    public async Task<CancellationToken> WaitAsync(CancellationToken stop)
    {
        while (true)
        {
            Task up;
            lock (_gate)
            {
                up = _up.Task;
                if (up.IsCompleted)
                    return _lost.Token;
            }

            await up.WaitAsync(stop);
        }
    }

    public void Dispose() => _lost.Dispose();

    internal void Await(string endpoint)
    {
        lock (_gate)
        {
            _own.Add(endpoint);
            _awaited.Add(endpoint);
        }
    }

    /// <summary>True when this brought the bus up.</summary>
    internal bool Connected(string endpoint)
    {
        Interlocked.Increment(ref _news);
        lock (_gate)
        {
            // The library's own endpoint, for answers that nobody asks for, says nothing of the connection.
            if (!_own.Contains(endpoint))
                return false;
            _awaited.Remove(endpoint);
            _connected.Add(endpoint);
            if (_awaited.Count > 0 || !_up.TrySetResult())
                return false;
            _missing = null;
            return true;
        }
    }

    /// <summary>The connection of all endpoints cannot be had; true when that is new to say.</summary>
    internal bool Refused(string reason)
    {
        Interlocked.Increment(ref _news);
        lock (_gate)
        {
            if (_up.Task.IsCompleted || _missing == reason)
                return false;
            _missing = reason;
            return true;
        }
    }

    /// <summary>True when there is something new to say: the last endpoint went, or the reason is another.</summary>
    internal bool Lost(string endpoint, string reason)
    {
        Interlocked.Increment(ref _news);
        CancellationTokenSource? lost = null;
        bool isNew;
        lock (_gate)
        {
            _connected.Remove(endpoint);
            if (!_own.Contains(endpoint) || (_connected.Count > 0 && _awaited.Count == 0))
                return false;
            if (_up.Task.IsCompleted)
            {
                _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (lost, _lost) = (_lost, new CancellationTokenSource());
            }

            isNew = _missing != reason;
            _missing = reason;
        }

        // Who waits for an answer goes on in a thread of its own, not in the library's.
        _ = lost?.CancelAsync();
        return isNew;
    }
}
