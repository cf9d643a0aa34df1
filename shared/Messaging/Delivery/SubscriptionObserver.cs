using MassTransit;
using MassTransit.Transports.Fabric;

namespace Cortex.Messaging.Delivery;

/// <summary>Counts what an endpoint takes while it is configured, and binds the command exchanges of its service to it.</summary>
internal sealed class SubscriptionObserver(IReceiveEndpointConfigurator endpoint, ServiceEndpoint place, Subscriptions subscriptions)
    : IConsumerConfigurationObserver, ISagaConfigurationObserver
{
    private readonly HashSet<Type> _seen = [];

    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator) where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class => Takes(typeof(TMessage));

    public void SagaConfigured<TSaga>(ISagaConfigurator<TSaga> configurator) where TSaga : class, ISaga
    {
    }

    public void StateMachineSagaConfigured<TInstance>(ISagaConfigurator<TInstance> configurator, SagaStateMachine<TInstance> stateMachine)
        where TInstance : class, ISaga, SagaStateMachineInstance
    {
    }

    public void SagaMessageConfigured<TSaga, TMessage>(ISagaMessageConfigurator<TSaga, TMessage> configurator)
        where TSaga : class, ISaga
        where TMessage : class => Takes(typeof(TMessage));

    private void Takes(Type message)
    {
        if (!_seen.Add(message))
            return;
        subscriptions.Add(place, message);
        var exchange = ServiceEndpoints.CommandExchange(place.Service, message);
        if (exchange == place.Name)
            return;
        switch (endpoint)
        {
            case IInMemoryReceiveEndpointConfigurator inMemory:
                inMemory.Bind(exchange, ExchangeType.FanOut, null);
                break;
            case IRabbitMqReceiveEndpointConfigurator rabbit:
                rabbit.Bind(exchange);
                break;
        }
    }
}
