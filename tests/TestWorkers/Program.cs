using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging;
using Cortex.TestWorkers;
using Cortex.Workers.Work;
using Microsoft.Extensions.Hosting;

// work TYPE: a test worker. host DATA TYPE: a host that starts one attempt of the type and stays, so that a test can kill it.
return args switch
{
    ["work", ..] => await WorkerProcess.RunAsync(args, TestMaster.Types),
    ["host", var data, var type] => await HostAsync(data, type),
    _ => WorkerExit.Usage,
};

static async Task<int> HostAsync(string data, string type)
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
