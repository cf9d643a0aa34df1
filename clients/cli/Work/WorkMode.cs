using System.Runtime.CompilerServices;
using Cortex.Contracts;
using Cortex.Inventory;
using Cortex.Security;
using Cortex.Workers.Masters;
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
    public static Task<int> RunAsync(string[] args) => WorkerProcess.RunAsync(args, Types(Environment.GetEnvironmentVariable(WorkerEnvironment.Master)));

    /// <summary>Masters may have workers of the same type, each in its own way.</summary>
    private static IReadOnlyList<WorkerType> Types(string? master) => master switch
    {
        ServiceNames.Inventory => InventoryMaster.Types,
        ServiceNames.Security => SecurityMaster.Types,
        _ => [.. InventoryMaster.Types.Concat(SecurityMaster.Types).DistinctBy(type => type.Type, StringComparer.Ordinal)],
    };
}
