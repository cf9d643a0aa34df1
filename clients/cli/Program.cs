using Cortex.Cli;
using Cortex.Cli.Commanding;

using var interrupts = Interrupts.OfProcess();
return await CommandCall.ExecuteAsync(args, Shell.OfProcess(), interrupts);
