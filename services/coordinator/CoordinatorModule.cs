using Cortex.Contracts;
using Cortex.Coordinator.Api;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Certificates;
using Cortex.Coordinator.Notifications;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Pools;
using Cortex.Coordinator.Reports;
using Cortex.Coordinator.Requests;
using Cortex.Coordinator.Reserve;
using Cortex.Coordinator.Runs;
using Cortex.Coordinator.Workers;
using Cortex.Hosting.Data;
using Cortex.Hosting.Modules;
using Cortex.Messaging.Delivery;
using Cortex.Sagas.Recording;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Targets;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cortex.Coordinator;

/// <summary>The coordinator: the four machines, the consumers that resolve, decide, certify and report, the read model; and a master like the others.</summary>
public sealed class CoordinatorModule : IModule
{
    private readonly MasterModule<CoordinatorMaster> _master = new();

    public string Name => ServiceNames.Coordinator;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        _master.AddServices(services, configuration);
        services.AddOptions<CoordinatorOptions>().BindConfiguration("Coordinator").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(Rejections.Schema);
        services.AddSingleton<Rejections>();
        services.TryAddSingleton<TargetResolver>();
        services.AddSingleton<RequestResolver>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<CertificateCheck>();
        services.AddSingleton<IRuns, RunStore>();
        AddNotifications(services);
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
        _master.AddBus(bus);
        bus.AddRecordedSaga<OrchestrationStateMachine, OrchestrationState>(Name);
        bus.AddRecordedSaga<WorkerStateMachine, WorkerState>(Name);
        bus.AddRecordedSaga<BudgetStateMachine, BudgetState>(Name);
        bus.AddRecordedSaga<PoolStateMachine, PoolState>(Name);
        bus.AddServiceConsumer<StartOrchestrationConsumer>(Name);
        bus.AddPlainRequests(Name);
        bus.AddServiceConsumer<DecideReserveConsumer>(Name);
        bus.AddServiceConsumer<IssueCertificateConsumer>(Name);
        bus.AddServiceConsumer<WriteReportConsumer>(Name);
        bus.AddServiceConsumer<NotifyConsumer>(Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => _master.MapEndpoints(endpoints);

    private static void AddNotifications(IServiceCollection services)
    {
        services.AddSingleton(NotificationTable.Schema);
        services.AddSingleton(provider => NotificationSettings.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DataDirectory>()));
        services.AddSingleton<NotificationSignal>();
        services.AddSingleton<NotificationMeter>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<NotificationService>();
    }
}
