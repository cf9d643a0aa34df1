using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Cortex.Workers.Launching;
using Cortex.Workers.Liveness;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Replicas;

/// <summary>
/// Among hosts that share a store: says that this one is there, and takes over the attempts of one that has fallen silent. A host that is
/// alone has nobody to tell.
/// </summary>
public sealed class ReplicaWatch(Store store, GatewayAddress gateway, LaunchQueue queue, IOptions<LivenessOptions> options, TimeProvider time, ILogger<ReplicaWatch> log)
{
    private readonly LivenessOptions _options = options.Value;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    private StoreOptions Own => store.Options;

    public async Task RunOnceAsync()
    {
        var now = time.GetUtcNow();
        if (!Own.IsShared || now < _next)
            return;
        _next = now + TimeSpan.FromSeconds(_options.ReplicaBeatSeconds);
        await store.WriteAsync(transaction => ReplicaTable.Beat(transaction, Own.Replica, Own.Writer, gateway.ForOthers));

        var silentSince = now - TimeSpan.FromSeconds(_options.ReplicaSilenceSeconds);
        var abandoned = store.Read(commands => ReplicaTable.Abandoned(commands, Own.Replica, Own.Writer, silentSince));
        foreach (var key in abandoned)
            await AdoptAsync(key, silentSince);
    }

    private async Task AdoptAsync(AttemptKey key, DateTimeOffset silentSince)
    {
        if (!await store.WriteAsync(transaction => ReplicaTable.Adopt(transaction, key, Own.Replica, silentSince)))
            return;
        log.LogWarning("Attempt {Attempt} is taken over: the replica that had it is silent", key);
        if (store.Read(commands => commands.Find(key)) is { State: AttemptState.Launching })
            queue.Add(key);
    }
}
