using Cortex.Monitoring;
using Cortex.Workers.Masters;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, [], () => [new MasterModule<MonitoringMaster>()]);
