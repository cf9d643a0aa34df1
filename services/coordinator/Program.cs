using Cortex.Coordinator;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, [], () => new CoordinatorModule());
