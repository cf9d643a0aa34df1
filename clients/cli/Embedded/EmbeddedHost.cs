using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Contracts.Api;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Messaging.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Cli.Embedded;

/// <summary>All seven services in this process, behind the coordinator's API on a loopback port.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HostLock held;
    private readonly DataDirectory data;
    private readonly EndLimit endLimit;
    private bool started;

    private EmbeddedHost(WebApplication app, HostLock held, DataDirectory data, string token)
    {
        this.app = app;
        this.held = held;
        this.data = data;
        endLimit = EndLimit.Of(app);
        Token = token;
    }

    public string Token { get; }

    private BusState Bus => app.Services.GetRequiredService<BusState>();

    /// <summary>Null while what is decided can be written and nothing in the background has failed.</summary>
    public Exception? Failure => app.Services.GetRequiredService<Store>().Failure ?? HostRun.FailureOf(app);

    /// <summary>Ends when the host is told to end, also by a part of its own that failed.</summary>
    public CancellationToken Ending => app.Lifetime.ApplicationStopping;

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/");

    public static async Task<EmbeddedHost> StartAsync(Settings settings, HostNeed need, HostLock held, TimeProvider clock, CancellationToken stop)
    {
        EmbeddedHost? host = null;
        try
        {
            HostFile.Remove(settings.Data);
            var token = ApiAccess.NewToken();
            host = new EmbeddedHost(Build(settings, need, clock, token), held, settings.Data, token);
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

    /// <summary>What is missing for messages to move after this time; null when nothing is.</summary>
    public async Task<string?> MissingAsync(TimeSpan patience, TimeProvider clock, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await Bus.WaitAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Bus.Missing;
        }
    }

    public async ValueTask DisposeAsync()
    {
        HostFile.Remove(data);
        // What did not start cannot be stopped, and must not hide why.
        if (started)
            await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        endLimit.Dispose();
        held.Dispose();
    }

    /// <summary>All services, not started.</summary>
    public static WebApplication Compose(Settings settings, DataDirectory data, HostNeed need, TimeProvider clock) => CortexHost.Create(
        new CortexHostOptions
        {
            Urls = [$"http://127.0.0.1:{(need == HostNeed.Working ? settings.Port : 0)}"],
            Metrics = need == HostNeed.Working,
            Broker = need == HostNeed.Working ? settings.Broker : null,
        },
        EmbeddedModules.For(data, need, clock));

    private static WebApplication Build(Settings settings, HostNeed need, TimeProvider clock, string token)
    {
        var built = Compose(settings, settings.Data, need, clock);
        built.UseApiAccess(new ApiAccess { Token = token });
        built.MapRuns(new HostDescription
        {
            Version = CortexVersion.Text,
            Pid = Environment.ProcessId,
            DataDirectory = settings.Data.Root,
            WorkingDirectory = Environment.CurrentDirectory,
        });
        return built;
    }

    private async Task StartAsync(HostNeed need, TimeProvider clock, CancellationToken stop)
    {
        endLimit.Watch(app);
        await app.StartAsync(stop);
        started = true;
        if (need == HostNeed.Working)
            new HostFile { Url = Url, Token = Token, Pid = Environment.ProcessId, StartedAt = clock.GetUtcNow() }.Write(data);
    }
}
