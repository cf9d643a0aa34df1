using Cortex.Testing;
using Cortex.Workers.Masters;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, [], () => [new MasterModule<TestingMaster>()]);
