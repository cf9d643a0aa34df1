using System.Net;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Messaging.Stores;
using Cortex.Workers.Gateway;
using Cortex.Workers.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Cortex.Coordinator.Api;

/// <summary>Passes requests on to a replica of the service that answers them, so that a client needs one address.</summary>
internal sealed class ServiceForwarding(Store store, IHttpForwarder forwarder, GatewayAddress own, TimeProvider time) : IDisposable
{
    /// <summary>A replica that was not heard of for so long is not asked.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly ToReplica Named = new();

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false });

    public void Map(IEndpointRouteBuilder endpoints, string pattern, string service) => endpoints.Map(pattern, context => ForwardAsync(context, service));

    public void Dispose() => _client.Dispose();

    private async Task ForwardAsync(HttpContext context, string service)
    {
        var replicas = store.Read(commands => ReplicaTable.AddressesOf(commands, service, time.GetUtcNow() - Silence));
        if (replicas.Count > 0 && replicas[0] == own.Value)
        {
            // Passed on, the request would come back here, again and again.
            await RefuseAsync(context, $"The service '{service}' says that it answers at {replicas[0]}, which is this coordinator.", "Give it the name by which others reach it, in CORTEX_HOST_NAMES.");
            return;
        }

        if (replicas.Count > 0 && await forwarder.SendAsync(context, replicas[0].ToString(), _client, ForwarderRequestConfig.Empty, Named) == ForwarderError.None)
            return;
        if (!context.Response.HasStarted)
            await RefuseAsync(context, $"The service '{service}' does not answer.", "'cortex up' starts it again; /health/ready of it says what it misses.");
    }

    private static Task RefuseAsync(HttpContext context, string error, string advice)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(new ApiError { Error = error, Advice = advice }, CortexJson.Options);
    }

    /// <summary>The replica is called by its own name: by the coordinator's it would not answer.</summary>
    private sealed class ToReplica : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destination, CancellationToken stop)
        {
            await base.TransformRequestAsync(context, request, destination, stop);
            request.Headers.Host = null;
        }
    }
}
