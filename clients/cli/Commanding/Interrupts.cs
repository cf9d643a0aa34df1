using System.Runtime.InteropServices;

namespace Cortex.Cli.Commanding;

/// <summary>Ctrl-C and SIGTERM: the first asks the command to end, a second one ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource first = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int count;

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken First => first.Token;

    public static Interrupts OfProcess()
    {
        var interrupts = new Interrupts();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            interrupts.registrations.Add(PosixSignalRegistration.Create(signal, interrupts.Arrived));
        return interrupts;
    }

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        first.Dispose();
    }

    private void Arrived(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) > 1)
            Environment.Exit(ExitCodes.Canceled);
        _ = first.CancelAsync();
    }
}
