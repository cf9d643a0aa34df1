using Cortex.Cli;
using Cortex.Cli.Work;

if (WorkMode.Wants(args))
    return await WorkMode.RunAsync(args);
return await CommandMode.RunAsync(args);
