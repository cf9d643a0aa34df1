using Cortex.Messaging.Parking;
using MassTransit;

namespace Cortex.Messaging.Delivery;

/// <summary>
/// Stops a message that ends every process that takes it: a quorum queue counts how often it gave a message out without hearing of it
/// again, and past the limit it is parked instead of being handled once more.
/// </summary>
internal sealed class RedeliveryLimit(ParkFilter park) : IFilter<ReceiveContext>
{
    public const int Most = 10;

    private const string Counter = "x-delivery-count";

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        context.TransportHeaders.TryGetHeader(Counter, out var value) && value is IConvertible count && count.ToInt64(null) >= Most
            ? park.ParkAsync(context, $"It was given out {count.ToInt64(null)} times and never answered: whoever handled it ended, or lost the broker, in the middle.")
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("redeliveryLimit");
}
