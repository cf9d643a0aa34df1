using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Messaging.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cortex.Workers.Serving;

/// <summary>A request that meets a store that is away is answered 503, so that whoever asked tries again.</summary>
internal static class StoreAway
{
    private const string RetryAfterSeconds = "2";

    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (StoreException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            await context.Response.WriteAsJsonAsync(new ApiError { Error = e.Message, Advice = "Try again; /health/ready says when it is back." }, CortexJson.Options);
        }
    });
}
