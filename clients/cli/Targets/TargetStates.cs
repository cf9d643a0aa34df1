using Cortex.Workspaces.Running;
using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

/// <summary>How the repositories of a targets file are. Reads them through git and changes nothing in them.</summary>
internal sealed class TargetStates(Git git)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<ListedTarget>> OfAsync(TargetsFile file, string? group, CancellationToken stop)
    {
        var places = file.Chosen(group)
            .SelectMany(g => g.Entries.SelectMany(e => Listed(e, file.Folder)).Select(listed => (Listed: listed, g.Name)))
            .GroupBy(p => p.Listed.Path ?? TargetPlace.Of(p.Listed.Url ?? p.Listed.Target, file.Folder), StringComparer.Ordinal)
            .Select(same => same.First().Listed with { Groups = [.. same.Select(s => s.Name).Distinct(StringComparer.Ordinal)] })
            .ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, places.Length, options, async (i, end) => places[i] = await AskAsync(places[i], end));
        return places;
    }

    /// <summary>A folder of repositories is listed as those below it.</summary>
    private static IEnumerable<ListedTarget> Listed(TargetEntry entry, string folder)
    {
        var (places, problem) = entry.Find(folder);
        if (problem is not null)
            return [new ListedTarget(entry.Target, []) { Problem = problem }];
        return places.SelectMany(place => TargetInput.Parse(place) is TargetInput.Remote
            ? [new ListedTarget(entry.Target, []) { Url = place }]
            : TargetFolder.Problem(place) is { } why
                ? [new ListedTarget(entry.Target, []) { Path = place, Problem = why }]
                : TargetFolder.Repositories(place).Select(path => new ListedTarget(entry.Target, []) { Path = path }));
    }

    private async Task<ListedTarget> AskAsync(ListedTarget target, CancellationToken stop)
    {
        if (target is not { Path: { } path, Problem: null })
            return target;
        try
        {
            var commit = await AskAsync(path, stop, "rev-parse", "--verify", "--quiet", "--short=10", "--end-of-options", "HEAD^{commit}");
            return commit is null
                ? target with { Problem = $"the repository {path} has no commit on its HEAD; commit something, or check out a branch that has commits" }
                : target with { Commit = commit, Branch = await AskAsync(path, stop, "symbolic-ref", "--quiet", "--short", "HEAD") };
        }
        catch (GitException e)
        {
            return target with { Problem = e.Message };
        }
    }

    private async Task<string?> AskAsync(string path, CancellationToken stop, params string[] question)
    {
        var answer = await git.RunAsync(new GitCall(question) { Folder = path, SafeDirectory = path, Timeout = _limit, Answers = [0, 1] }, stop);
        return answer.ExitCode == 0 ? answer.Text : null;
    }
}
