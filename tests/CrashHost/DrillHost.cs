using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Inventory;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.CrashHost;

/// <summary>The coordinator, inventory and, in testing's place, the drill's master in one process, composed as the embedded host is, with the plug in reach.</summary>
public static class DrillHost
{
    /// <summary>The one run of a drill.</summary>
    public static Guid Run { get; } = DeterministicId.Of("drill");

    public static IReadOnlyList<WorkerType> WorkerTypes => [.. new DrillMaster().WorkerTypes, .. InventoryMaster.Types];

    public static IReadOnlyList<string> LifePoints => DrillWorker.LifePoints;

    public static WebApplication Create(DataDirectory data, ICommitObserver? observer = null, string? launcher = null)
    {
        Directory.CreateDirectory(data.Root);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Workers:Launching:Command:0"] = Path.Combine(AppContext.BaseDirectory, "Cortex.CrashHost"),
            ["Workers:Launching:PassEnvironment:0"] = PowerCord.WorkerPoint,
            ["Workers:Launching:PassEnvironment:1"] = PowerCord.WorkerFlag,
            ["Workers:Launching:PassEnvironment:2"] = PowerCord.HostProcess,
            ["Workers:Launching:PassEnvironment:3"] = PowerCord.WholeTree,
            ["Workers:Gateway:HeartbeatSeconds"] = "0.5",
            ["Workers:Liveness:WatchSeconds"] = "0.2",
        };
        if (launcher is not null)
            settings["Workers:Launching:Launcher"] = launcher;
        IReadOnlyList<IModule> modules =
        [
            new DrillModule(data, observer),
            new MessagingModule(new StoreOptions { Path = data.Store, WaitForDisk = false }),
            new CoordinatorModule(),
            new InventoryModule(),
            new MasterModule<DrillMaster>(),
        ];
        return CortexHost.Create(new CortexHostOptions { Settings = settings, Metrics = false }, modules);
    }

    /// <summary>Asks for the run (again is once) and returns when its report is written.</summary>
    public static async Task<int> RunAsync(DataDirectory data, string target)
    {
        Environment.SetEnvironmentVariable(PowerCord.HostProcess, Environment.ProcessId.ToString());
        await using var host = Create(data, new PowerCord());
        await host.StartAsync();
        var finished = await FinishAsync(host, target);
        await host.StopAsync();
        return finished ? 0 : 1;
    }

    public static async Task<bool> FinishAsync(WebApplication host, string target)
    {
        var runs = host.Services.GetRequiredService<IRuns>();
        await runs.SubmitAsync(new StartOrchestration { OrchestrationId = Run, Targets = [target], Masters = [InventoryMaster.Name, DrillMaster.Name], Trusted = true, RequestedBy = "drill" }, CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (runs.Find(Run) is not { ReportReady: true })
        {
            if (runs.Rejection(Run) is { } rejection)
                throw new InvalidOperationException(rejection);
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, limit.Token);
        }

        return runs.Find(Run)!.Run.Status == RunStatus.Completed;
    }

    private sealed class DrillModule(DataDirectory data, ICommitObserver? observer) : IModule
    {
        public string Name => "drill";

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
            services.AddSingleton(data);
            if (observer is not null)
                services.AddSingleton(observer);
        }

        public void AddBus(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
