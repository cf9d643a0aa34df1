using Cortex.Cli.Commanding;

namespace Cortex.Cli.Runs;

/// <summary>Whether a target's own builds and tests may run. Asked for only where a person can answer.</summary>
internal static class Trust
{
    public static bool Ask(Invocation call, TargetChoice chosen)
    {
        if (call.Settings.Trust)
            return true;
        if (!call.Shell.CanAsk || call.JsonOnly)
            return false;
        call.Shell.Out.WriteLine($"May the builds and tests of {(chosen.Targets.Count == 1 ? $"'{chosen.Targets[0]}'" : $"these {chosen.Targets.Count} targets")} run on this machine, as you and without isolation?");
        call.Shell.Out.Write("Without it everything is read and nothing is executed. [y/N] ");
        call.Shell.Out.Flush();
        return call.Shell.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
