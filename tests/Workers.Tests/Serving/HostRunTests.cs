using Cortex.Hosting.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Workers.Tests.Serving;

public sealed class HostRunTests
{
    [Fact]
    public async Task A_host_whose_background_fails_does_not_end_as_if_it_had_been_told_to()
    {
        using var host = HostOf<Failing>();

        Assert.Equal(1, await HostRun.RunAsync(host));
    }

    [Fact]
    public async Task A_host_that_is_told_to_end_ends_well()
    {
        using var host = HostOf<Waiting>();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
            () => host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication());

        Assert.Equal(0, await HostRun.RunAsync(host));
    }

    private static IHost HostOf<T>()
        where T : class, IHostedService
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService<T>();
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

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
    }
}
