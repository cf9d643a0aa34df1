using Cortex.Hosting.Hosts;
using Cortex.Messaging.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Workers.Serving;

/// <summary>
/// Holds a service back until its store answers, so that it neither ends nor restarts in circles: meanwhile it is live, not ready, and says
/// why, once for each reason.
/// </summary>
internal static class StoreGate
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Returns at once when the store answers.</summary>
    public static async Task WaitAsync(StoreOptions options, Uri url, TimeProvider time, TextWriter errors, CancellationToken stop)
    {
        var reason = Look(options, time);
        if (reason is null)
            return;
        await using var waiting = Build(url, () => reason);
        await waiting.StartAsync(stop);
        for (var said = ""; reason is not null; reason = Look(options, time))
        {
            if (said != reason)
                await errors.WriteLineAsync($"cortex: {reason} It is tried again every {Between.TotalSeconds} seconds.");
            said = reason;
            await Task.Delay(Between, time, stop);
        }

        await errors.WriteLineAsync("cortex: the store answers.");
        await waiting.StopAsync(stop);
    }

    private static string? Look(StoreOptions options, TimeProvider time)
    {
        try
        {
            // Disposal has nothing to wait for: nothing was written.
            _ = Store.Open(options, [], time).DisposeAsync().AsTask();
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    private static WebApplication Build(Uri url, Func<string?> reason)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(url.ToString());
        builder.Services.AddRoutingCore();
        var waiting = builder.Build();
        waiting.MapGet(Health.Live, () => TypedResults.Json(new { status = "healthy", parts = Array.Empty<object>() }));
        waiting.MapFallback(context => Health.WriteMissingAsync(context, "store", reason() ?? "It has just come."));
        return waiting;
    }
}
