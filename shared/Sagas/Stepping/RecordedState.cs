using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Sagas.Recording;

namespace Cortex.Sagas.Stepping;

/// <summary>
/// An instance after an event, with its JSON. At fixed sequence numbers the instance is replaced by what its JSON reads back as, live
/// and in replay, so that a host that starts from a snapshot goes on with exactly the state a replay from the first event has.
/// </summary>
internal readonly record struct RecordedState<TSaga>(TSaga Saga, byte[] Json, bool IsSnapshot) where TSaga : RecordedSaga
{
    /// <summary>Events between two snapshots. Part of the log's format: changing it changes what replay computes.</summary>
    private const int SnapshotEvery = 64;

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Json));

    public string Text => Encoding.UTF8.GetString(Json);

    public static RecordedState<TSaga> After(TSaga saga, long sequence)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(saga, CortexJson.Options);
        return sequence % SnapshotEvery == 0
            ? new RecordedState<TSaga>(JsonSerializer.Deserialize<TSaga>(json, CortexJson.Options)!, json, IsSnapshot: true)
            : new RecordedState<TSaga>(saga, json, IsSnapshot: false);
    }
}
