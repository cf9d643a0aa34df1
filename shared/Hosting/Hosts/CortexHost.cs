using Cortex.Hosting.Modules;
using Cortex.Hosting.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortex.Hosting.Hosts;

/// <summary>Composes modules into one process: one web server, one bus. A service alone and all seven together are the same code.</summary>
public static class CortexHost
{
    /// <summary>The modules' order is kept; two of the same name are an error.</summary>
    /// <exception cref="ArgumentException">A module is there twice.</exception>
    public static WebApplication Create(CortexHostOptions options, IReadOnlyList<IModule> modules)
    {
        if (modules.GroupBy(module => module.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The module '{twice.Key}' is there twice.", nameof(modules));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "cortex" });
        Tracing.AddVariables(builder.Configuration);
        builder.Configuration.AddEnvironmentVariables("CORTEX_").AddInMemoryCollection(options.Settings);
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        ConsoleLog.Add(builder.Logging, builder.Configuration, options.LogLevel);
        // On a broker the library reports each failed connection and delivery, with its stack, that BusState, the outbox and parking report in a line.
        if (options.Broker is not null)
            builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        // A line for each request, and for each look at its health, would hide what the services have to say; what fails is in the answer.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks().AddCheck<BusHealth>("bus", tags: [Health.ReadyTag]);
        builder.Services.AddSingleton(options);
        builder.Services.AddMetrics();
        builder.Services.TryAddSingleton(TimeProvider.System);
        Bus.Add(builder.Services, options, modules);
        foreach (var module in modules)
            module.AddServices(builder.Services, builder.Configuration);
        if (options.Metrics)
            Metrics.Add(builder.Services);
        Tracing.Add(builder.Services, builder.Configuration, modules);

        var host = builder.Build();
        // The bus takes its logger from the caller's context, where an earlier host of the process may have left its own.
        LogContext.ConfigureCurrentLogContext(host.Services.GetRequiredService<ILoggerFactory>());
        foreach (var module in modules)
            module.MapEndpoints(host);
        Health.Map(host);
        if (options.Metrics)
            host.MapPrometheusScrapingEndpoint();
        return host;
    }
}
