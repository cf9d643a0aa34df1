using Cortex.Hosting.Data;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.Workers.Launching;
using Cortex.Workers.Gateway;
using Cortex.Workers.Masters;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.TestWorkers;

/// <summary>A host with one master, a real gateway on loopback, a real store and real processes, without the coordinator: its commands are sent by hand.</summary>
public static class TestHost
{
    public static WebApplication Create(DataDirectory data, TimeProvider time, IReadOnlyDictionary<string, string?>? settings = null, ICommitObserver? observer = null, string url = "http://127.0.0.1:0")
    {
        Directory.CreateDirectory(data.Root);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Workers:Launching:Command:0"] = Path.Combine(AppContext.BaseDirectory, "Cortex.TestWorkers"),
            ["Workers:Gateway:HeartbeatSeconds"] = "0.2",
            ["Workers:Liveness:WatchSeconds"] = "0.2",
            ["Workers:Liveness:StopGraceSeconds"] = "2",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(OutboxTable.Schema);
        builder.Services.AddSingleton(OutboxTable.Sharing);
        builder.Services.AddSingleton(provider => Store.Open(
            new StoreOptions { Path = data.Store, WaitForDisk = false }, provider.GetServices<StoreSchema>().Distinct(), time, observer));
        builder.Services.AddSingleton(new WorkerLookup("echo", (question, _) => Task.FromResult($$"""{"asked":{{question}}}""")));
        var module = new MasterModule<TestMaster>();
        module.AddServices(builder.Services, builder.Configuration);
        builder.Services.AddMassTransit(bus =>
        {
            module.AddBus(bus);
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        var host = builder.Build();
        module.MapEndpoints(host);
        return host;
    }

    /// <summary>Sends a command to the test master and returns once it is on its way.</summary>
    public static async Task SendAsync(this IServiceProvider services, object command, string queue, Guid messageId)
    {
        var endpoint = await services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{TestMaster.Name}-{queue}"));
        await endpoint.Send(command, command.GetType(), context => context.MessageId = messageId);
    }
}
