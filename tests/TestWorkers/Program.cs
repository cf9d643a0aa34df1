using Cortex.TestWorkers;
using Cortex.Workers.Work;

// work TYPE: a test worker. host DATA TYPE: a host that starts one attempt of the type and stays, so that a test can kill it.
return args switch
{
    ["work", ..] => await WorkerProcess.RunAsync(args, TestMaster.Types),
    ["host", var data, var type] => await SingleAttemptHost.RunAsync(data, type),
    _ => WorkerExit.Usage,
};
