using System.Text;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Cortex.Workers.Attempts;
using Cortex.Workers.Replicas;
using MassTransit;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Workers.Tests.Replicas;

/// <summary>What hosts on one PostgreSQL know of each other.</summary>
public sealed class ReplicaTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 8, 0, 0, TimeSpan.Zero));

    private DateTimeOffset SilentSince => time.GetUtcNow() - Silence;

    [ServerFact(ServerKind.Postgres)]
    public async Task What_a_silent_replica_had_is_taken_over_by_one_other_of_its_service()
    {
        await using var store = await OpenAsync("silent");
        var key = new AttemptKey(NewId.NextGuid(), 1);
        await store.WriteAsync(transaction => transaction.Insert(Start(key), NewId.NextGuid(), "security-1"));
        foreach (var replica in new[] { "security-1", "security-2", "security-3" })
            await BeatAsync(store, replica, "security");
        await BeatAsync(store, "inventory-1", "inventory");

        time.Advance(Silence / 2);
        await BeatAsync(store, "security-2", "security");
        await BeatAsync(store, "security-3", "security");
        Assert.Empty(Abandoned(store, "security-2", "security"));

        time.Advance(Silence / 2 + TimeSpan.FromSeconds(1));
        Assert.Empty(Abandoned(store, "inventory-1", "inventory"));
        Assert.Equal([key], Abandoned(store, "security-2", "security"));
        Assert.True(await AdoptAsync(store, key, "security-2"));
        Assert.False(await AdoptAsync(store, key, "security-3"));

        Assert.Equal([key], store.Read(commands => commands.OpenAttempts("security-2")).Select(row => row.Key));
        Assert.Empty(store.Read(commands => commands.OpenAttempts("security-1")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Who_was_heard_of_last_is_asked_first_and_who_is_silent_not_at_all()
    {
        await using var store = await OpenAsync("addresses");
        await BeatAsync(store, "inventory-1", "inventory");
        time.Advance(Silence * 2);
        await BeatAsync(store, "inventory-2", "inventory");
        time.Advance(TimeSpan.FromSeconds(1));
        await BeatAsync(store, "inventory-3", "inventory");

        Assert.Equal(["http://inventory-3/", "http://inventory-2/"], store.Read(commands => ReplicaTable.AddressesOf(commands, "inventory", SilentSince)).Select(address => address.ToString()));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task What_one_replica_has_saved_another_one_reads()
    {
        await using var store = await OpenAsync("artifacts");
        var folder = Directory.CreateTempSubdirectory("cortex-artifacts-");
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i} ")));

        var (sha, bytes) = await new ArtifactFiles(new DataDirectory(Path.Combine(folder.FullName, "one")), store).SaveAsync(new MemoryStream(content), content.Length, default);
        await using (var read = new ArtifactFiles(new DataDirectory(Path.Combine(folder.FullName, "two")), store).Open(sha))
        {
            using var copy = new MemoryStream();
            await read.CopyToAsync(copy);
            Assert.True(bytes > 2 * 1024 * 1024);
            Assert.Equal(content, copy.ToArray());
        }

        folder.Delete(recursive: true);
    }

    private async Task<Store> OpenAsync(string database) => Store.Open(
        new StoreOptions { PostgreSql = await server.CreateDatabaseAsync(database), Writer = "security" },
        [OutboxTable.Schema, OutboxTable.Sharing, WorkerTables.Schema, ReplicaTable.Schema, ArtifactContents.Schema], time);

    private static Task BeatAsync(Store store, string replica, string service) => store.WriteAsync(transaction => ReplicaTable.Beat(transaction, replica, service, new Uri($"http://{replica}/")));

    private List<AttemptKey> Abandoned(Store store, string replica, string service) => store.Read(commands => ReplicaTable.Abandoned(commands, replica, service, SilentSince));

    private Task<bool> AdoptAsync(Store store, AttemptKey key, string replica) => store.WriteAsync(transaction => ReplicaTable.Adopt(transaction, key, replica, SilentSince));

    private static StartWorker Start(AttemptKey key) => new()
    {
        OrchestrationId = NewId.NextGuid(),
        WorkerId = key.Worker,
        Attempt = key.Attempt,
        Spec = new WorkerSpec { WorkerId = key.Worker, Key = "security/scan-worker/1", Master = "security", Type = "scan-worker", Targets = ["shop"], TimeoutSeconds = 60 },
        Targets = [new Target { Name = "shop", Location = "/src/shop", Commit = "c" }],
        Node = "local",
        LeaseTokens = 0,
        Deadline = DateTimeOffset.MaxValue,
        DryRun = true,
        Trusted = false,
    };
}
