using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cortex.Hosting.Api;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using Cortex.Workers.Work;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortex.Workers.Serving;

/// <summary>The two modes of a service's executable: <c>serve</c> is the master, <c>work TYPE</c> is one attempt of one of its workers.</summary>
public static class ServiceProgram
{
    /// <param name="args">The command line.</param>
    /// <param name="types">Worker types of the service.</param>
    /// <param name="modules">The service, and what else it needs; its name is the first one's.</param>
    public static Task<int> RunAsync(string[] args, IReadOnlyList<WorkerType> types, Func<IReadOnlyList<IModule>> modules) => args switch
    {
        ["work", ..] => WorkerProcess.RunAsync(args, types),
        ["serve", .. var options] => ServeAsync(options, modules()),
        _ => UsageAsync(ServiceSettings.Usage),
    };

    private const int Failed = 1;

    // Apart from the mode above, so that a worker never loads the host, the bus and the store.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> ServeAsync(string[] options, IReadOnlyList<IModule> modules)
    {
        ServiceSettings settings;
        try
        {
            settings = ServiceSettings.Read(modules[0].Name, options, Environment.GetEnvironmentVariable);
        }
        catch (ServiceUsageException e)
        {
            return await UsageAsync($"{e.Message}\n{ServiceSettings.Usage}");
        }

        Directory.CreateDirectory(settings.Data.Root);
        var store = new StoreOptions { PostgreSql = settings.Store, Writer = modules[0].Name, Replica = settings.Replica, Redis = settings.Redis };
        using var ending = new CancellationTokenSource();
        using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ending)))
        using (PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ending)))
        {
            try
            {
                await StoreGate.WaitAsync(store, settings.Url, TimeProvider.System, Console.Error, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return 0;
            }
        }

        var host = CortexHost.Create(
            new CortexHostOptions { Urls = [settings.Url.ToString()], Broker = settings.Broker, LogLevel = LogLevel.Information, StopTimeout = TimeSpan.FromSeconds(25) },
            [new SettingsModule(settings), new MessagingModule(store), .. modules]);
        host.UseApiAccess(new ApiAccess { Token = settings.Token ?? ApiAccess.NewToken(), HostNames = settings.HostNames });
        StoreAway.Use(host);
        try
        {
            return await HostRun.RunAsync(host);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"cortex: {settings.Url} is taken: another process listens there. Give another address with --url or CORTEX_URL.");
            return Failed;
        }
    }

    private static void End(PosixSignalContext signal, CancellationTokenSource ending)
    {
        signal.Cancel = true;
        ending.Cancel();
    }

    private static async Task<int> UsageAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return WorkerExit.Usage;
    }
}
