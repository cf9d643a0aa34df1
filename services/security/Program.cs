using Cortex.Security;
using Cortex.Workers.Masters;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, [], () => new MasterModule<SecurityMaster>());
