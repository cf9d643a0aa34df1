using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Attempts;
using Cortex.Workers.Work;

namespace Cortex.Workers.Tests;

public sealed class TokenTests
{
    [Fact]
    public async Task A_worker_settles_what_it_used_and_leaves_the_rest_in_doubt()
    {
        await using var harness = await Harness.StartAsync();

        // 100 reserved, 80 used; 50 reserved, never settled: 130 of 150 are gone. 30 more do not fit, 20 do.
        await harness.SendAsync(harness.Command("test-tokens", "100=80 50=? 30=30 20=20", lease: 150));
        var done = await harness.ExpectAsync<AttemptSucceeded>();

        Assert.Equal((100, 50), (done.TokensUsed, done.TokensInDoubt));
        Assert.Equal("3 granted", Assert.Single(harness.Store.Read(s => WorkerResults.Find(s, done.Result))!.Findings).Title);
    }

    [Fact]
    public async Task Many_calls_at_once_never_overrun_the_lease()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo", lease: 1000));

        var granted = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.ReserveAsync(Reservation(i, 70), default)));

        Assert.Equal(14, granted.Count(g => g));
    }

    [Fact]
    public async Task The_same_reservation_and_settlement_twice_count_once()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", lease: 100);
        var client = await harness.PlayAsync(start);
        var settlement = new TokenSettlement { ReservationId = Reservation(1, 60).ReservationId, Used = 40 };

        Assert.True(await client.ReserveAsync(Reservation(1, 60), default));
        Assert.True(await client.ReserveAsync(Reservation(1, 60), default));
        await client.SettleAsync(settlement, default);
        await client.SettleAsync(settlement, default);

        Assert.Equal(new Tokens(40, 0), harness.Store.Read(s => TokenLedger.Of(s, new AttemptKey(start.WorkerId, 1))));
        await Assert.ThrowsAsync<GatewayRefusedException>(() => client.SettleAsync(settlement with { Used = 41 }, default));
        await Assert.ThrowsAsync<GatewayRefusedException>(() => client.SettleAsync(settlement with { ReservationId = harness.Run }, default));
        Assert.False(await client.ReserveAsync(Reservation(1, 61), default));
    }

    [Fact]
    public async Task What_the_provider_really_charged_is_booked_even_above_the_reservation()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", lease: 100);
        var client = await harness.PlayAsync(start);
        await client.ReserveAsync(Reservation(1, 60), default);

        await client.SettleAsync(new TokenSettlement { ReservationId = Reservation(1, 60).ReservationId, Used = 120 }, default);

        Assert.Equal(new Tokens(120, 0), harness.Store.Read(s => TokenLedger.Of(s, new AttemptKey(start.WorkerId, 1))));
        Assert.False(await client.ReserveAsync(Reservation(2, 1), default));
    }

    [Fact]
    public async Task A_crash_between_call_and_answer_books_the_reservation_as_in_doubt()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", lease: 100);
        var handle = await harness.SleeperAsync();
        var client = await harness.PlayAsync(start, handle: handle);
        await client.FetchAssignmentAsync(default);
        await client.ReserveAsync(Reservation(1, 60), default);

        System.Diagnostics.Process.GetProcessById(Launching.LocalProcessHandle.Parse(handle)!.Id).Kill();
        var lost = await harness.ExpectAsync<AttemptLost>();

        Assert.Equal((0, 60), (lost.TokensUsed, lost.TokensInDoubt));
    }

    private static TokenReservation Reservation(int number, int tokens) => new() { ReservationId = DeterministicId.Of($"reservation {number}"), Tokens = tokens };
}
