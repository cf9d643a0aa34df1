using Cortex.Messaging.Stores;
using Cortex.Messaging.Telemetry;
using Microsoft.Extensions.Hosting;

namespace Cortex.Messaging.Outbox;

/// <summary>Runs dispatcher and sweeper while the bus is up.</summary>
internal sealed class OutboxService(Store store, OutboxDispatcher dispatcher, OutboxSweeper sweeper, OutboxMeter meter) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Committed += dispatcher.Enqueue;
        store.Committed += sweeper.Notice;
        meter.Observe();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        store.Committed -= dispatcher.Enqueue;
        store.Committed -= sweeper.Notice;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => dispatcher.RunAsync(stoppingToken), stoppingToken), Task.Run(() => sweeper.RunAsync(stoppingToken), stoppingToken));
}
