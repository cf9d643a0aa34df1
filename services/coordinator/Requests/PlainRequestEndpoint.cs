using Cortex.Messaging.Delivery;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Coordinator.Requests;

/// <summary>
/// The one endpoint that takes plain JSON, so that any client can start a run: an exchange and a queue of this name. What cannot be read is
/// parked, and goes on to the queue of the same name with _error, the reason in its header MT-Fault-Message.
/// </summary>
internal static class PlainRequestEndpoint
{
    public const string Name = "start-orchestration";

    public static void AddPlainRequests(this IBusRegistrationConfigurator bus, string service)
    {
        bus.AddSingleton(new ServiceEndpoint(service, Name));
        bus.AddConsumer<PlainRequestConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = Name;
            endpoint.ConfigureConsumeTopology = false;
            endpoint.AddConfigureEndpointCallback(receive =>
            {
                receive.ClearSerialization();
                receive.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
                receive.ConfigureError(error => error.UseFilter(new ErrorTransportFilter()));
            });
        });
    }
}
