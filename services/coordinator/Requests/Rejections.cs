using Cortex.Messaging.Stores;

namespace Cortex.Coordinator.Requests;

/// <summary>Requests that could not be resolved, with the reason; no run exists for them.</summary>
internal sealed class Rejections(Store store)
{
    public static StoreSchema Schema { get; } = new("coordinator", 1, "CREATE TABLE rejections (run TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL)");

    public string? Of(Guid run) => store.Read(commands => commands.Scalar("SELECT reason FROM rejections WHERE run = $1", run)) as string;

    public static void Add(StoreTransaction transaction, Guid run, string reason) =>
        transaction.Commands.Execute("INSERT INTO rejections (run, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", run, reason, transaction.Now);
}
