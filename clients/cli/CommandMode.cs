using System.Runtime.CompilerServices;
using Cortex.Cli.Commanding;

namespace Cortex.Cli;

/// <summary>Every way to call cortex but <c>work</c>.</summary>
internal static class CommandMode
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<int> RunAsync(string[] args)
    {
        using var interrupts = Interrupts.OfProcess();
        return await CommandCall.ExecuteAsync(args, Shell.OfProcess(), interrupts);
    }
}
