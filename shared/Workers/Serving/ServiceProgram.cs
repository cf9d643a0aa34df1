using System.Runtime.CompilerServices;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using Cortex.Workers.Work;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Workers.Serving;

/// <summary>The two modes of a service's executable: <c>serve</c> is the master, <c>work TYPE</c> is one attempt of one of its workers.</summary>
public static class ServiceProgram
{
    private const string Usage = "usage: serve [--data DIR] [--broker amqp://HOST] [--url http://HOST:PORT]\n       work TYPE   (started by the master)";

    public static Task<int> RunAsync(string[] args, IReadOnlyList<WorkerType> types, Func<IModule> module) => args switch
    {
        ["work", ..] => WorkerProcess.RunAsync(args, types),
        ["serve", .. var options] => ServeAsync(options, module),
        _ => UsageAsync(Usage),
    };

    // Apart from the mode above, so that a worker never loads the host, the bus and the store.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> ServeAsync(string[] options, Func<IModule> module)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--data"] = Environment.GetEnvironmentVariable("CORTEX_DATA") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cortex"),
            ["--broker"] = Environment.GetEnvironmentVariable("CORTEX_BROKER") ?? "",
            ["--url"] = Environment.GetEnvironmentVariable("CORTEX_URL") ?? "http://127.0.0.1:0",
        };
        for (var i = 0; i < options.Length; i += 2)
        {
            if (!settings.ContainsKey(options[i]) || i + 1 == options.Length)
                return await UsageAsync($"'{options[i]}' is no option of serve, or its value is missing.\n{Usage}");
            settings[options[i]] = options[i + 1];
        }

        if (settings["--broker"].Length == 0)
            return await UsageAsync("A service alone hears the others over a broker only: name it with --broker amqp://HOST or CORTEX_BROKER. All seven in one process: cortex serve.\n"
                + "Running on RabbitMQ is not finished in this version.");
        var data = new DataDirectory(Path.GetFullPath(settings["--data"]));
        Directory.CreateDirectory(data.Root);
        var host = CortexHost.Create(
            new CortexHostOptions { Urls = [settings["--url"]], Broker = settings["--broker"].Length == 0 ? null : new Uri(settings["--broker"]) },
            [new MessagingModule(new StoreOptions { Path = data.Store }), new DataModule(data), module()]);
        await host.RunAsync();
        return 0;
    }

    private static async Task<int> UsageAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return WorkerExit.Usage;
    }

    private sealed class DataModule(DataDirectory data) : IModule
    {
        public string Name => "data";

        public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(data);

        public void AddBus(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
