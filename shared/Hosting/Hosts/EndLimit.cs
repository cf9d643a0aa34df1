using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cortex.Hosting.Hosts;

/// <summary>
/// Ends the process with 1 when a part of a host has failed and the others do not end in time: what failed may be what they wait for. Until it
/// is disposed of, which is when the host has ended.
/// </summary>
/// <param name="limit">From the failure on.</param>
/// <param name="end">Ends the process.</param>
public sealed class EndLimit(TimeSpan limit, Action end) : IDisposable
{
    /// <summary>For what a part does beyond the host's own limit for it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _ended = new();

    public static EndLimit Of(IHost host) => new(host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + Grace, () => Environment.Exit(1));

    /// <param name="host">Not started.</param>
    public void Watch(IHost host) => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
    {
        if (HostRun.FailureOf(host) is not null)
            _ = EndAsync();
    });

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task EndAsync()
    {
        try
        {
            await Task.Delay(limit, TimeProvider.System, _ended.Token);
            end();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // It ended by itself.
        }
    }
}
