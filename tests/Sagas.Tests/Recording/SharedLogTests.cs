using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using MassTransit;

namespace Cortex.Sagas.Tests.Recording;

/// <summary>Two hosts on one PostgreSQL decide for the same lifetimes.</summary>
public sealed class SharedLogTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly RecordedMachine Machine = new RecordedMachine<RoomStateMachine, Room>();

    private readonly Guid run = NewId.NextGuid();
    private readonly Guid room = NewId.NextGuid();

    [ServerFact(ServerKind.Postgres)]
    public async Task Replicas_that_decide_at_once_for_one_lifetime_build_on_each_other()
    {
        var database = await server.CreateDatabaseAsync("one-lifetime");
        await using var one = await StartAsync(database, "coordinator-1");
        await using var two = await StartAsync(database, "coordinator-2");
        await one.PublishAsync(new OpenRoom { OrchestrationId = run, RoomId = room, Seats = 150 });
        await one.UntilAsync(() => one.Log.Head == 1);

        // More guests than seats, so that a decision made on a state that was not the last one shows in what it emits.
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? one : two).PublishAsync(new TakeSeat { RoomId = room, Guest = $"guest-{i}" })));
        await one.UntilAsync(() => one.Log.Head == 201);

        Assert.Equal(Enumerable.Range(1, 201).Select(i => (long)i), one.Log.ReadStream($"{Machine.Name}/{room:D}").Select(e => e.Sequence));
        var verdict = await new Replay(one.Log, [Machine]).VerifyRunAsync(run);
        Assert.True(verdict.Identical, verdict.Divergence?.ToString());
        Assert.Empty(one.Parked.List());
        var shares = one.Store.Read(commands => commands.Query("SELECT COUNT(*) FROM events GROUP BY replica ORDER BY replica", row => row.GetInt64(0)));
        Assert.Equal([101L, 100L], shares);
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task A_replica_that_was_asked_too_early_finds_the_lifetime_that_another_began()
    {
        var database = await server.CreateDatabaseAsync("begun-elsewhere");
        await using var one = await StartAsync(database, "coordinator-1");
        await using var two = await StartAsync(database, "coordinator-2");
        await two.PublishAsync(new TakeSeat { RoomId = room, Guest = "too early" });
        await two.PublishAsync(new OpenRoom { OrchestrationId = run, RoomId = NewId.NextGuid(), Seats = 1 });
        await two.UntilAsync(() => two.Log.Head == 1);

        await one.PublishAsync(new OpenRoom { OrchestrationId = run, RoomId = room, Seats = 10 });
        await one.UntilAsync(() => one.Log.Head == 2);
        await two.PublishAsync(new TakeSeat { RoomId = room, Guest = "ada" });
        await two.UntilAsync(() => two.Log.Head == 3);

        Assert.Equal("coordinator-2", two.Store.Read(commands => commands.Scalar("SELECT replica FROM events ORDER BY position DESC LIMIT 1")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task A_lifetime_that_grows_while_it_is_checked_is_whole()
    {
        await using var host = await StartAsync(await server.CreateDatabaseAsync("growing"), "coordinator-1");
        await host.PublishAsync(new OpenRoom { OrchestrationId = run, RoomId = room, Seats = 1000 });
        await host.UntilAsync(() => host.Log.Head == 1);
        var guests = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
                await host.PublishAsync(new TakeSeat { RoomId = room, Guest = $"guest-{i}" });
        });
        var problems = new List<LogProblem>();

        while (host.Log.Head < 301)
            problems.AddRange(LogIntegrity.Check(host.Store, run, upToPosition: 1));

        await guests;
        Assert.Empty(problems);
    }

    private static Task<TestHost> StartAsync(string database, string replica) =>
        TestHost.StartAsync(new StoreOptions { PostgreSql = database, Writer = "coordinator", Replica = replica });
}
