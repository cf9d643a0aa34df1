using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Samples;
using Cortex.Workspaces.Running;

namespace Cortex.Cli.Runs;

/// <summary>What a run works on: what was typed, or the sample fleet.</summary>
internal sealed record TargetChoice(IReadOnlyList<string> Targets, bool AreSamples)
{
    public static async Task<TargetChoice> OfAsync(string[] typed, Settings settings, TimeProvider clock, CancellationToken stop)
    {
        if (typed.Any(string.IsNullOrWhiteSpace))
            throw CommandFailure.Usage("a target is empty; give a path or a URL");
        if (typed.Length > 0)
            return new TargetChoice(typed, AreSamples: false);
        if (settings.Server is not null)
            throw CommandFailure.Usage("a remote run needs a target that the coordinator can reach", "Give the repository's URL.");
        var source = SampleFleet.Find(AppContext.BaseDirectory)
            ?? throw CommandFailure.Usage("there is no sample fleet beside this program", "Give a target: a repository's path or URL.");
        var fleet = new SampleFleet(new Git(clock), source);
        return new TargetChoice(await fleet.PrepareAsync(Path.Combine(settings.Data.Root, "samples"), stop), AreSamples: true);
    }
}
