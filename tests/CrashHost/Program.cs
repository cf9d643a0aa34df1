using Cortex.CrashHost;
using Cortex.Hosting.Data;
using Cortex.Workers.Work;

// run DATA TARGET: the whole run in one host; again on the same data it goes on. work TYPE: one of its workers.
return args switch
{
    ["work", ..] => await WorkerProcess.RunAsync(args, DrillHost.WorkerTypes),
    ["run", var data, var target] => await DrillHost.RunAsync(new DataDirectory(data), target),
    _ => WorkerExit.Usage,
};
