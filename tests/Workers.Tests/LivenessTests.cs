using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Workers.Tests;

/// <summary>Silence, on a clock that the test turns. Suspected after 35 seconds, lost after 35 more.</summary>
public sealed class LivenessTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal) { ["Workers:Liveness:WatchSeconds"] = "2" };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Harness _harness;
    private AttemptKey _key;

    public LivenessTests() => _harness = Harness.Idle(_time, Settings);

    public async Task InitializeAsync()
    {
        var start = _harness.Command("test-slow");
        _key = new AttemptKey(start.WorkerId, 1);
        await _harness.RecordAsync(start, await _harness.SleeperAsync());
        await Gateway.FetchAssignmentAsync(_key);
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task An_attempt_that_is_heard_is_left_alone()
    {
        for (var i = 0; i < 10; i++)
        {
            await PassAsync(30);
            await Gateway.HeartbeatAsync(_key, new Heartbeat());
        }

        Assert.Equal(["AttemptStarted"], Emitted());
    }

    [Fact]
    public async Task Silence_is_suspected_once_and_a_heartbeat_clears_it()
    {
        await PassAsync(60);
        await Gateway.HeartbeatAsync(_key, new Heartbeat());
        await Gateway.HeartbeatAsync(_key, new Heartbeat());
        await PassAsync(60);

        Assert.Equal(["AttemptStarted", "AttemptSuspected", "AttemptRecovered", "AttemptSuspected"], Emitted());
        Assert.Equal(4, _harness.Emitted.Select(o => o.MessageId).Distinct().Count());
        Assert.InRange(_harness.Emitted.Select(o => o.Message).OfType<AttemptSuspected>().First().SilentSeconds, 35, 38);
    }

    [Fact]
    public async Task A_second_silence_ends_the_process_and_the_attempt()
    {
        await PassAsync(80);

        Assert.Equal(["AttemptStarted", "AttemptSuspected", "AttemptLost"], Emitted());
        var lost = (AttemptLost)_harness.Emitted[^1].Message;
        Assert.Contains("silent", lost.Evidence, StringComparison.Ordinal);
        var handle = Launching.LocalProcessHandle.Parse(_harness.Store.Read(s => s.Find(_key))!.Handle)!;
        Assert.False(handle.Runs);
        Assert.Throws<RefusedException>(() => WorkerGateway.Fence(_harness.Store.Read(s => s), _harness.Store.Read(s => s.Find(_key))!));
    }

    [Fact]
    public async Task The_clocks_of_silence_restart_when_nobody_could_be_heard()
    {
        await PassAsync(10);
        _time.Advance(TimeSpan.FromHours(8)); // The machine slept.
        await _harness.LookAsync();
        await PassAsync(30);
        Assert.Equal(["AttemptStarted"], Emitted());

        await PassAsync(10);
        Assert.Equal(["AttemptStarted", "AttemptSuspected"], Emitted());

        _time.Advance(TimeSpan.FromHours(8));
        await _harness.LookAsync();
        await PassAsync(30);
        Assert.Equal(["AttemptStarted", "AttemptSuspected"], Emitted());
    }

    [Fact]
    public async Task A_host_that_starts_again_gives_everybody_time_to_be_heard()
    {
        _time.Advance(TimeSpan.FromHours(1));
        var watch = ActivatorUtilities.CreateInstance<Liveness.AttemptWatch>(_harness.Host.Services);

        await watch.RunOnceAsync(default);

        Assert.Equal(["AttemptStarted"], Emitted());
    }

    [Fact]
    public async Task A_heartbeat_is_a_row_and_no_message()
    {
        await Gateway.HeartbeatAsync(_key, new Heartbeat { Progress = 0.4, Message = "reading" });
        await Gateway.HeartbeatAsync(_key, new Heartbeat());

        Assert.Equal(["AttemptStarted"], Emitted());
        Assert.Equal(0.4, _harness.Store.Read(s => s.Scalar("SELECT progress FROM attempts")));
    }

    private WorkerGateway Gateway => _harness.Host.Services.GetRequiredService<WorkerGateway>();

    private IEnumerable<string> Emitted() => _harness.Emitted.Select(o => o.Message.GetType().Name);

    /// <summary>The watch looks every two seconds.</summary>
    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second += 2)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await _harness.LookAsync();
        }
    }
}
