using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Samples;
using Cortex.Cli.Targets;
using Cortex.Workspaces.Running;

namespace Cortex.Cli.Runs;

/// <summary>What a run works on: what was typed, a group of the targets file, all of that file, or the sample fleet.</summary>
internal sealed record TargetChoice(IReadOnlyList<string> Targets, bool AreSamples)
{
    /// <summary>The targets file they are from.</summary>
    public string? File { get; init; }

    public static async Task<TargetChoice> OfAsync(string[] typed, string? group, string? file, Settings settings, TimeProvider clock, CancellationToken stop)
    {
        if (typed is [['@', ..]])
        {
            if (group is not null)
                throw CommandFailure.Usage("two groups are named", "Name one: @NAME, or --group NAME.");
            (typed, group) = ([], typed[0][1..]);
        }

        if (typed.Length > 0 && (group ?? file) is not null)
            throw CommandFailure.Usage("targets and a group or targets file exclude each other", "Name one of them.");
        var targets = file ?? Path.Combine(settings.Data.Root, TargetsFile.Name);
        if (typed.Length == 0 && ((group ?? file) is not null || System.IO.File.Exists(targets)))
            return new TargetChoice(TargetsFile.Read(targets).Resolve(group), AreSamples: false) { File = targets };
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
