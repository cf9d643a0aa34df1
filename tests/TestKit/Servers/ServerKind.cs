namespace Cortex.TestKit.Servers;

public enum ServerKind
{
    RabbitMq,
    Postgres,
    Redis,
}
