using Cortex.Cli.Commanding;
using Cortex.Cli.Runs;

namespace Cortex.Cli.Plans;

internal static class PlanSource
{
    public static async Task<string> ReadAsync(Invocation call, string source)
    {
        if (source == "-")
            return await call.Shell.In.ReadToEndAsync();
        if (Directory.Exists(source))
            throw CommandFailure.Usage($"'{source}' is a folder; name the plan's file");
        if (!File.Exists(source))
            throw CommandFailure.Usage($"there is no file '{source}'");
        return await PlanChoice.ReadAsync(source);
    }
}
