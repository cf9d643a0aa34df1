using System.Net;
using Cortex.Contracts.Api;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Cli.Tests.Hosts;

/// <summary>The real API over <see cref="FakeRuns"/> on a loopback port.</summary>
internal sealed class FakeHost : IAsyncDisposable
{
    public const string Token = "a-token-for-tests";

    private readonly WebApplication app;

    private FakeHost(WebApplication app, FakeRuns runs)
    {
        this.app = app;
        Runs = runs;
        Url = new Uri(app.Urls.First());
    }

    public FakeRuns Runs { get; }

    public Uri Url { get; }

    public static async Task<FakeHost> StartAsync()
    {
        var runs = new FakeRuns();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting().AddRunsApi().AddSingleton(TimeProvider.System).AddSingleton<IRuns>(runs);
        var built = builder.Build();
        built.UseApiAccess(new ApiAccess { Token = Token });
        built.MapRuns(new HostDescription { Version = "test", Pid = Environment.ProcessId, DataDirectory = "/nowhere", WorkingDirectory = "/" });
        await built.StartAsync();
        return new FakeHost(built, runs);
    }

    public HttpClient Client(string? token = Token)
    {
        var http = new HttpClient { BaseAddress = Url };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
