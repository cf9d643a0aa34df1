using Cortex.Hosting.Data;
using Cortex.Workers.Attempts;
using Cortex.Workers.Changes;
using Cortex.Workers.Gateway;
using Cortex.Workers.Launching;
using Cortex.Workers.Liveness;
using Cortex.Workers.Replicas;
using Cortex.Workers.Telemetry;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Proposals.Forges;
using Cortex.Workspaces.Proposals.Patches;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cortex.Workers;

/// <summary>Gateway, launcher and watch of a host, shared by all masters in it. The host brings <c>DataDirectory</c>, <c>Store</c> and <c>TimeProvider</c>.</summary>
public static class WorkersSetup
{
    /// <summary>Twice is once.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        if (services.Any(d => d.ServiceType == typeof(AttemptWatch)))
            return services;
        services.AddSingleton(WorkerTables.Schema);
        services.AddSingleton(ReplicaTable.Schema);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().BindConfiguration("Workers:Gateway").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LivenessOptions>().BindConfiguration("Workers:Liveness").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LaunchOptions>().BindConfiguration("Workers:Launching").ValidateDataAnnotations().ValidateOnStart();

        services.TryAddSingleton<Git>();
        services.TryAddSingleton<Mirror>();
        services.TryAddSingleton<SourceBundles>();
        services.TryAddSingleton<SourceFiles>();
        services.AddSingleton<ArtifactFiles>();
        services.AddSingleton(ArtifactContents.Schema);

        services.AddChanges();

        services.AddMetrics();
        services.AddSingleton<WorkerMeter>();
        services.AddSingleton<GatewayTelemetry>();
        services.AddSingleton<AttemptTelemetry>();

        services.AddSingleton<WorkerGateway>();
        services.AddSingleton<GatewayAddress>();
        services.AddSingleton<GatewayEndpoints>();
        services.AddSingleton<GatewayRoutes>();

        services.AddSingleton<LaunchQueue>();
        services.AddSingleton<LocalProcessLauncher>();
        services.AddSingleton<InProcessLauncher>();
        services.AddSingleton<ILauncher>(provider => provider.GetRequiredService<IOptions<LaunchOptions>>().Value.Launcher == InProcessLauncher.Kind
            ? provider.GetRequiredService<InProcessLauncher>()
            : provider.GetRequiredService<LocalProcessLauncher>());
        services.AddSingleton<AttemptStarter>();

        services.AddSingleton<WatchSignal>();
        services.AddSingleton<AttemptWatch>();
        services.AddSingleton<ReplicaWatch>();
        services.AddSingleton<RunCleanup>();
        services.AddHostedService<WorkerService>();
        return services;
    }

    /// <summary>What becomes of the workers' changes.</summary>
    private static void AddChanges(this IServiceCollection services)
    {
        services.AddSingleton(LandedChanges.Schema);
        services.AddOptions<ProposalOptions>().BindConfiguration("Proposals").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => ForgeSettings.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DataDirectory>()));
        services.TryAddSingleton<CommitBundles>();
        services.AddSingleton<ChangePatches>();
        services.AddSingleton(provider => new ForgeClients(provider.GetRequiredService<ForgeAccounts>(), provider.GetRequiredService<TimeProvider>())
        {
            MostWait = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<ProposalOptions>>().Value.MostWaitSeconds),
        });
        services.AddSingleton<ChangeProposing>();
        services.AddSingleton<ChangeLanding>();
        services.AddSingleton<ChangeUndo>();
    }

    /// <summary>Maps the gateway; twice is once.</summary>
    public static void MapWorkers(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<GatewayRoutes>().TryMap())
            endpoints.ServiceProvider.GetRequiredService<GatewayEndpoints>().Map(endpoints);
    }

    private sealed class GatewayRoutes
    {
        private int _mapped;

        public bool TryMap() => Interlocked.Exchange(ref _mapped, 1) == 0;
    }
}
