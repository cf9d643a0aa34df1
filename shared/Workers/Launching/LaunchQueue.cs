using System.Threading.Channels;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Launching;

/// <summary>Attempts whose row is written and whose launch is due. Only a hint: after a start of the host the rows are read again.</summary>
public sealed class LaunchQueue
{
    private readonly Channel<AttemptKey> _keys = Channel.CreateUnbounded<AttemptKey>();

    public void Add(AttemptKey key) => _keys.Writer.TryWrite(key);

    public IAsyncEnumerable<AttemptKey> ReadAllAsync(CancellationToken stop) => _keys.Reader.ReadAllAsync(stop);
}
