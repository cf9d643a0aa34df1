using System.Net;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Contracts.Api;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Cli.Embedded;

/// <summary>All seven services in this process, behind the coordinator's API on a loopback port.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private const long MostRequestBytes = 4 * 1024 * 1024;

    private readonly WebApplication app;
    private readonly HostLock held;
    private readonly DataDirectory data;

    private EmbeddedHost(WebApplication app, HostLock held, DataDirectory data, string token)
    {
        this.app = app;
        this.held = held;
        this.data = data;
        Token = token;
    }

    public string Token { get; }

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/");

    public static async Task<EmbeddedHost> StartAsync(Settings settings, HostNeed need, HostLock held, TimeProvider clock, CancellationToken stop)
    {
        EmbeddedHost? host = null;
        try
        {
            HostFile.Remove(settings.Data);
            host = new EmbeddedHost(Build(settings, need, clock, out var token), held, settings.Data, token);
            await host.StartAsync(need, clock, stop);
            return host;
        }
        catch (Exception e)
        {
            if (host is not null)
                await host.DisposeAsync();
            held.Dispose();
            if (e is IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
                throw new CommandFailure(ExitCodes.Failed, $"port {settings.Port} of this machine is taken", "Give another with --port, or 0 for a free one.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        HostFile.Remove(data);
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        held.Dispose();
    }

    private static WebApplication Build(Settings settings, HostNeed need, TimeProvider clock, out string token)
    {
        // Empty: neither ASPNETCORE_ variables nor an appsettings.json of the current folder have a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, need == HostNeed.Working ? settings.Port : 0);
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRouting().AddRunsApi().AddSingleton(clock).AddSingleton(settings.Data);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        foreach (var module in EmbeddedModules.All)
            module.AddServices(builder.Services, builder.Configuration);

        var built = builder.Build();
        token = ApiAccess.NewToken();
        built.UseApiAccess(new ApiAccess { Token = token });
        built.MapRuns(new HostDescription
        {
            Version = CortexVersion.Text,
            Pid = Environment.ProcessId,
            DataDirectory = settings.Data.Root,
            WorkingDirectory = Environment.CurrentDirectory,
        });
        foreach (var module in EmbeddedModules.All)
            module.MapEndpoints(built);
        return built;
    }

    private async Task StartAsync(HostNeed need, TimeProvider clock, CancellationToken stop)
    {
        await app.StartAsync(stop);
        if (need == HostNeed.Working)
            new HostFile { Url = Url, Token = Token, Pid = Environment.ProcessId, StartedAt = clock.GetUtcNow() }.Write(data);
    }

    /// <summary>The command decides when the host ends; signals are the command's.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
