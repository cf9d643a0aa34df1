using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging;
using Microsoft.Extensions.Hosting;

namespace Cortex.TestWorkers;

/// <summary>A host that starts one attempt of a type and stays, so that a test can kill it.</summary>
internal static class SingleAttemptHost
{
    public static async Task<int> RunAsync(string data, string type)
    {
        var host = TestHost.Create(new DataDirectory(data), TimeProvider.System);
        await host.StartAsync();
        var run = DeterministicId.Of("host");
        var spec = TestMaster.Spec(run, TestMaster.Name, type, 0, null, []);
        var start = new StartWorker
        {
            OrchestrationId = run,
            WorkerId = spec.WorkerId,
            Attempt = 1,
            Spec = spec,
            Targets = [],
            Node = "node-1",
            LeaseTokens = 0,
            Deadline = TimeProvider.System.GetUtcNow().AddMinutes(10),
        };
        await host.Services.SendAsync(start, "start-worker", DeterministicId.Of("start"));
        await host.WaitForShutdownAsync();
        return 0;
    }
}
