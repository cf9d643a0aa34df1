using System.Runtime.CompilerServices;
using Cortex.Inventory;
using Cortex.Security;
using Cortex.Workers.Work;

namespace Cortex.Cli.Work;

/// <summary>
/// <c>cortex work TYPE</c>: one attempt of a worker, started by its master. Looked at before everything else, so that a worker
/// loads neither the command line nor the host.
/// </summary>
internal static class WorkMode
{
    public static bool Wants(string[] args) => args is ["work", not ("--help" or "-h" or "-?"), ..];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> RunAsync(string[] args) => WorkerProcess.RunAsync(args, [.. InventoryMaster.Types, .. SecurityMaster.Types]);
}
