namespace Cortex.Sagas.Recording;

/// <summary>
/// The instances in use, by stream, with the gate that lets one decision a time pass. Idle ones beyond the bound are forgotten, the
/// longest unused first.
/// </summary>
internal sealed class HotStreams<TSaga>(int most)
{
    private readonly Dictionary<string, HotStream<TSaga>> _streams = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _uses;

    public HotStream<TSaga> Rent(string stream)
    {
        lock (_lock)
        {
            if (!_streams.TryGetValue(stream, out var hot))
            {
                if (_streams.Count >= most)
                    ForgetIdle();
                hot = new HotStream<TSaga>();
                _streams.Add(stream, hot);
            }

            hot.Users++;
            hot.LastUse = ++_uses;
            return hot;
        }
    }

    public void Return(HotStream<TSaga> hot)
    {
        lock (_lock)
            hot.Users--;
    }

    private void ForgetIdle()
    {
        var idle = _streams.Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.LastUse).Take(Math.Max(1, most / 4)).ToList();
        foreach (var (stream, hot) in idle)
        {
            _streams.Remove(stream);
            hot.Dispose();
        }
    }
}

/// <summary>A lifetime as this process sees it: the state after all decisions it has put in line for the commit.</summary>
internal sealed class HotStream<TSaga> : IDisposable
{
    private const int MostKnownMessages = 4096;

    private HashSet<Guid> _known = [];
    private int _failed;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public int Users { get; set; }

    public long LastUse { get; set; }

    /// <summary>Rises with each load, so that a late failure of a forgotten state does not touch the next.</summary>
    public int Epoch { get; private set; }

    public TSaga? Saga { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Of the state; another replica may have written an event of the same number that leads to another one.</summary>
    public string? StateHash { get; private set; }

    /// <summary>True when every message of the stream is in memory: what is not known is new.</summary>
    public bool KnowsAll { get; private set; }

    /// <summary>The write that was put in line last.</summary>
    public Task LastWrite { get; private set; } = Task.CompletedTask;

    public bool IsLoaded => Saga is not null && Volatile.Read(ref _failed) != Epoch;

    public void Load(TSaga saga, long sequence, string stateHash, IEnumerable<Guid>? known)
    {
        StateHash = stateHash;
        Epoch++;
        Saga = saga;
        Sequence = sequence;
        KnowsAll = known is not null;
        _known = [.. known ?? []];
    }

    public bool Knows(Guid messageId) => _known.Contains(messageId);

    public void Advance(TSaga saga, string stateHash, Guid messageId, Task write)
    {
        StateHash = stateHash;
        Saga = saga;
        if (_known.Count >= MostKnownMessages)
        {
            _known.Clear();
            KnowsAll = false;
        }

        _known.Add(messageId);
        Sequence++;
        LastWrite = write;
    }

    /// <summary>The state must not be built on: a behaviour failed half-way, or a write did not become durable.</summary>
    public void Fail(int epoch)
    {
        int failed;
        do
        {
            failed = Volatile.Read(ref _failed);
            if (failed >= epoch)
                return;
        }
        while (Interlocked.CompareExchange(ref _failed, epoch, failed) != failed);
    }

    public void Dispose() => Gate.Dispose();
}
