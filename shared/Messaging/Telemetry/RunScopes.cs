using Cortex.Hosting.Telemetry;
using Cortex.Messaging.Delivery;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Telemetry;

/// <summary>Whatever a consumer or a saga logs says which run, worker, attempt and message it is about.</summary>
internal sealed class RunScopes(ILoggerFactory loggers) : IConsumerConfigurationObserver, ISagaConfigurationObserver
{
    private readonly ILogger _log = loggers.CreateLogger("Cortex.Messaging");

    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator) where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class => configurator.Message(message => message.UseFilter(new ScopeFilter<TMessage>(_log)));

    public void SagaConfigured<TSaga>(ISagaConfigurator<TSaga> configurator) where TSaga : class, ISaga
    {
    }

    public void StateMachineSagaConfigured<TInstance>(ISagaConfigurator<TInstance> configurator, SagaStateMachine<TInstance> stateMachine)
        where TInstance : class, ISaga, SagaStateMachineInstance
    {
    }

    public void SagaMessageConfigured<TSaga, TMessage>(ISagaMessageConfigurator<TSaga, TMessage> configurator)
        where TSaga : class, ISaga
        where TMessage : class => configurator.Message(message => message.UseFilter(new ScopeFilter<TMessage>(_log)));

    private sealed class ScopeFilter<T>(ILogger log) : IFilter<ConsumeContext<T>> where T : class
    {
        private static readonly Func<T, Guid?> _worker = Reader<Guid>("WorkerId");
        private static readonly Func<T, int?> _attempt = Reader<int>("Attempt");

        public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
        {
            using (log.BeginScope(new RunScope(RunOf.Message(context.Message) ?? RunIn(context.Headers), _worker(context.Message), _attempt(context.Message), context.MessageId)))
                await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("logScope");

        private static Guid? RunIn(Headers headers) => headers.TryGetHeader(Received.Run, out var value) && Guid.TryParse(value as string, out var run) ? run : null;

        private static Func<T, TValue?> Reader<TValue>(string name) where TValue : struct =>
            typeof(T).GetProperty(name) is { CanRead: true } property && property.PropertyType == typeof(TValue)
                ? property.GetMethod!.CreateDelegate<Func<T, TValue>>() is var read ? message => read(message) : _ => null
                : _ => null;
    }
}
