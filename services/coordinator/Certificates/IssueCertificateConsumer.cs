using Cortex.Contracts.Certificates;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Coordinator.Certificates;

/// <summary>Checks the run's log and issues the certificate.</summary>
internal sealed class IssueCertificateConsumer(CertificateCheck check, Store store) : IConsumer<IssueCertificate>
{
    public async Task Consume(ConsumeContext<IssueCertificate> context)
    {
        var run = context.Message.OrchestrationId;
        var cause = context.MessageId!.Value;
        var certificate = await check.RunAsync(run, cause);
        await store.WriteAsync(transaction => transaction.Emit(new Outgoing
        {
            MessageId = DeterministicId.Of(cause, "coordinator/issue-certificate", 0),
            Message = new CertificateIssued { OrchestrationId = run, Certificate = certificate },
            Cause = cause,
            Run = run,
        }));
    }
}
