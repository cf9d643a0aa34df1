using Cortex.TestKit.Servers.RabbitMq;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>One broker for the tests that do it no harm.</summary>
[CollectionDefinition(Name)]
public sealed class BrokerCollection : ICollectionFixture<RabbitMqServer>
{
    public const string Name = "broker";
}
