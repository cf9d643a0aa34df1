using System.Reflection;
using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class ActivateMasterConsumer<TMaster>(TMaster master, Store store) : IConsumer<ActivateMaster> where TMaster : class, IMaster
{
    private static readonly string Version = typeof(TMaster).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public async Task Consume(ConsumeContext<ActivateMaster> context)
    {
        if (context.Message.Master != TMaster.Name)
            return;
        await store.AnswerAsync(context, $"{TMaster.Name}-activate-master", new MasterActivated
        {
            OrchestrationId = context.Message.OrchestrationId,
            Master = TMaster.Name,
            Version = Version,
            WorkerTypes = [.. master.WorkerTypes.Select(t => new WorkerCapability { Type = t.Type, Description = t.Description })],
        });
    }
}
