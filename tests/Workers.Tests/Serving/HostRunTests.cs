using Cortex.Hosting.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Workers.Tests.Serving;

public sealed class HostRunTests
{
    [Fact]
    public async Task A_host_whose_background_fails_does_not_end_as_if_it_had_been_told_to()
    {
        var wasCutShort = false;

        Assert.Equal(1, await HostRun.RunAsync(HostOf<Failing>(), new EndLimit(TimeSpan.FromSeconds(30), () => wasCutShort = true)));

        Assert.False(wasCutShort);
    }

    [Fact]
    public async Task A_host_that_is_told_to_end_ends_well()
    {
        var wasCutShort = false;
        var host = HostOf<Waiting>();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
            () => host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication());

        Assert.Equal(0, await HostRun.RunAsync(host, new EndLimit(TimeSpan.Zero, () => wasCutShort = true)));
        Assert.False(wasCutShort);
    }

    [Fact]
    public async Task A_part_that_does_not_end_cannot_hold_up_the_end_of_a_host_that_failed()
    {
        var ended = new TaskCompletionSource();

        var run = HostRun.RunAsync(HostOf<Failing, Endless>(), new EndLimit(TimeSpan.FromMilliseconds(100), ended.SetResult));

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(run.IsCompleted);
        Endless.End.SetResult();
        Assert.Equal(1, await run);
    }

    private static IHost HostOf<T>()
        where T : class, IHostedService => HostOf<T, T>();

    private static IHost HostOf<TOne, TTwo>()
        where TOne : class, IHostedService
        where TTwo : class, IHostedService
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService<TOne>().AddHostedService<TTwo>();
        return builder.Build();
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new TimeoutException("A part does not answer.");
        }
    }

    /// <summary>It waits for something that has failed, and no token ends that.</summary>
    private sealed class Endless : IHostedService
    {
        public static TaskCompletionSource End { get; } = new();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => End.Task;
    }

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
    }
}
