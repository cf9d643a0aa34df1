using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Hosting.Modules;

/// <summary>A service as a part of a host: the same module runs alone (serve) and with the other six (embedded).</summary>
public interface IModule
{
    /// <summary>One of <see cref="Contracts.ServiceNames"/>; prefix of its queues.</summary>
    string Name { get; }

    void AddServices(IServiceCollection services, IConfiguration configuration);

    void AddBus(IBusRegistrationConfigurator bus);

    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
