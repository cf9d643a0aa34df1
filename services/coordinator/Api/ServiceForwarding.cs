using System.Net;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Messaging.Stores;
using Cortex.Workers.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Cortex.Coordinator.Api;

/// <summary>Passes requests on to a replica of the service that answers them, so that a client needs one address.</summary>
internal sealed class ServiceForwarding(Store store, IHttpForwarder forwarder, TimeProvider time) : IDisposable
{
    /// <summary>A replica that was not heard of for so long is not asked.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false });

    public void Map(IEndpointRouteBuilder endpoints, string pattern, string service) => endpoints.Map(pattern, context => ForwardAsync(context, service));

    public void Dispose() => _client.Dispose();

    private async Task ForwardAsync(HttpContext context, string service)
    {
        var replicas = store.Read(commands => ReplicaTable.AddressesOf(commands, service, time.GetUtcNow() - Silence));
        if (replicas.Count > 0 && await forwarder.SendAsync(context, replicas[0].ToString(), _client, ForwarderRequestConfig.Empty, HttpTransformer.Default) == ForwarderError.None)
            return;
        if (context.Response.HasStarted)
            return;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(new ApiError { Error = $"The service '{service}' does not answer.", Advice = "'cortex up' starts it again; /health/ready of it says what it misses." }, CortexJson.Options);
    }
}
