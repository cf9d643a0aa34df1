using Cortex.CiCd;
using Cortex.Coordinator;
using Cortex.Development;
using Cortex.Hosting.Data;
using Cortex.Hosting.Modules;
using Cortex.Inventory;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Monitoring;
using Cortex.Security;
using Cortex.Testing;
using Cortex.Workers.Masters;

namespace Cortex.Cli.Embedded;

/// <summary>The store, the seven services, and what makes them one host of this process.</summary>
internal static class EmbeddedModules
{
    public static IReadOnlyList<IModule> For(DataDirectory data, HostNeed need, TimeProvider clock) =>
    [
        new ProcessModule(data, need, clock),
        new MessagingModule(new StoreOptions { Path = data.Store }),
        new CoordinatorModule(),
        new SecurityModule(),
        new MasterModule<DevelopmentMaster>(),
        new InventoryModule(),
        new MasterModule<CiCdMaster>(),
        new MasterModule<TestingMaster>(),
        new MasterModule<MonitoringMaster>(),
        .. need == HostNeed.Reading ? [new AsleepModule()] : Array.Empty<IModule>(),
    ];
}
