using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Workers.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Benchmarks.WorkerStart;

/// <summary>
/// Answers at once and writes nothing. It assigns a type that no program has, to which a worker hands in a failure: the whole protocol with no
/// work in it.
/// </summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly byte[] _assignment = JsonSerializer.SerializeToUtf8Bytes(
        new Assignment
        {
            OrchestrationId = Guid.Empty,
            WorkerId = Guid.Empty,
            Attempt = 1,
            Type = "nothing",
            Master = ServiceNames.Inventory,
            Targets = [],
            Deadline = DateTimeOffset.MaxValue.AddDays(-30),
            HeartbeatSeconds = 60,
            LeaseTokens = 0,
            DryRun = true,
            Trusted = false,
        },
        CortexJson.Options);

    private StubGateway()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    public Uri Address => new(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Time stamp of the last fetched assignment.</summary>
    public long Asked { get; private set; }

    public static async Task<StubGateway> StartAsync()
    {
        var gateway = new StubGateway();
        await gateway._host.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments($"{GatewayEndpoints.Prefix}/assignment", StringComparison.Ordinal))
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            return;
        }

        Asked = TimeProvider.System.GetTimestamp();
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(_assignment);
    }
}
