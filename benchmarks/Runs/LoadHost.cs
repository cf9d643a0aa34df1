using Cortex.CiCd;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator;
using Cortex.Coordinator.Api;
using Cortex.Development;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Inventory;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Monitoring;
using Cortex.Security;
using Cortex.Workers.Masters;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Benchmarks.Runs;

/// <summary>All seven services in this process as the embedded host composes them, with the load's master for testing's.</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly WebApplication _host;
    private readonly string _target;
    private int _runs;

    public IServiceProvider Services => _host.Services;

    private LoadHost(WebApplication host, string target) => (_host, _target) = (host, target);

    /// <param name="folder">An empty folder; what the host keeps goes there.</param>
    /// <param name="launcher"><c>local-process</c> or <c>in-process</c>.</param>
    /// <param name="slots">Workers at the same time; 0 as many as <c>cortex run</c> would allow.</param>
    /// <param name="store">Null for SQLite in the folder.</param>
    /// <param name="broker">Null for a bus in this process.</param>
    /// <param name="watch">Sees what is committed and dispatched.</param>
    public static async Task<LoadHost> StartAsync(string folder, string launcher, int slots, StoreOptions? store = null, Uri? broker = null, Func<IServiceProvider, ICommitObserver>? watch = null)
    {
        var data = new DataDirectory(Directory.CreateDirectory(Path.Combine(folder, "data")).FullName);
        var target = await SmallRepository.CreateAsync(Path.Combine(folder, "target"));
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Workers:Launching:Launcher"] = launcher,
            ["Coordinator:Slots"] = slots.ToString(),
        };
        IReadOnlyList<IModule> modules =
        [
            new DataModule(data, watch),
            new MessagingModule(store ?? new StoreOptions { Path = data.Store }),
            new CoordinatorModule(),
            new SecurityModule(),
            new MasterModule<DevelopmentMaster>(),
            new InventoryModule(),
            new MasterModule<CiCdMaster>(),
            new MasterModule<LoadMaster>(),
            new MasterModule<MonitoringMaster>(),
        ];
        var host = CortexHost.Create(new CortexHostOptions { Settings = settings, Broker = broker, Metrics = false }, modules);
        await host.StartAsync();
        return new LoadHost(host, target);
    }

    /// <summary>One run with so many workers, from its submission to its written report.</summary>
    public async Task<RunFigures> RunAsync(int workers)
    {
        var runs = _host.Services.GetRequiredService<IRuns>();
        var clock = TimeProvider.System;
        var submitted = clock.GetUtcNow();
        var id = await SubmitAsync(workers);
        using var limit = new CancellationTokenSource(LongestRun, clock);
        while (runs.Report(id) is null)
        {
            if (runs.Rejection(id) is { } rejection)
                throw new InvalidOperationException(rejection);
            await Task.Delay(Pause, clock, limit.Token);
        }

        var ended = clock.GetUtcNow();
        var looked = clock.GetTimestamp();
        var found = runs.Find(id)!;
        return RunFigures.Of(found, runs.Events(id, 0, int.MaxValue), submitted, ended) with
        {
            FirstLook = clock.GetElapsedTime(looked),
            Messages = Convert.ToInt32(_host.Services.GetRequiredService<Store>().Read(commands => commands.Scalar("SELECT COUNT(*) FROM outbox WHERE run = $1", id))),
            Certified = runs.Report(id)!.Certificate.Holds,
        };
    }

    /// <summary>Asks for a run with so many workers; durable when it returns.</summary>
    public async Task<Guid> SubmitAsync(int workers)
    {
        var id = DeterministicId.Of($"benchmark/{Interlocked.Increment(ref _runs)}");
        await _host.Services.GetRequiredService<IRuns>().SubmitAsync(
            new StartOrchestration
            {
                OrchestrationId = id,
                Targets = [_target],
                Goal = workers.ToString(),
                // Security and inventory would plan workers of their own.
                Masters = [LoadMaster.Name, Contracts.ServiceNames.Development, Contracts.ServiceNames.CiCd, Contracts.ServiceNames.Monitoring],
                Trusted = true,
                RequestedBy = "benchmark",
            },
            CancellationToken.None);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private sealed class DataModule(DataDirectory data, Func<IServiceProvider, ICommitObserver>? watch) : IModule
    {
        public string Name => "data";

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
            services.AddSingleton(data);
            if (watch is not null)
                services.AddSingleton(watch);
        }

        public void AddBus(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
