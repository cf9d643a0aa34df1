using Cortex.Security;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, SecurityMaster.Types, () => [new SecurityModule()]);
