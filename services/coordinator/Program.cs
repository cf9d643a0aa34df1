using Cortex.Coordinator;
using Cortex.Coordinator.Api;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, [], () => [new CoordinatorModule(), new ApiModule()]);
