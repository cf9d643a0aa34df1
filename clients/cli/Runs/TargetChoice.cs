using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;

namespace Cortex.Cli.Runs;

/// <summary>What a run works on: what was typed, or the sample fleet.</summary>
internal sealed record TargetChoice(IReadOnlyList<string> Targets, bool AreSamples)
{
    public static TargetChoice Of(string[] typed, Settings settings)
    {
        if (typed.Any(string.IsNullOrWhiteSpace))
            throw CommandFailure.Usage("a target is empty; give a path or a URL");
        if (typed.Length > 0)
            return new TargetChoice(typed, AreSamples: false);
        if (settings.Server is not null)
            throw CommandFailure.Usage("a remote run needs a target that the coordinator can reach", "Give the repository's URL.");
        throw CommandFailure.Usage("give a target");
    }
}
