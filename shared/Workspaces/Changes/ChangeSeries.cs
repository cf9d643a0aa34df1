using Cortex.Contracts.Targets;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Changes;

/// <summary>A change's place among the others of its run: the tip to propose, and what it has to do with an earlier change.</summary>
/// <param name="Tip">As handed in, or rebased.</param>
/// <param name="RebasedOn">The earlier branch it now builds on.</param>
/// <param name="ConflictsWith">The earlier branches that cannot be merged together with it.</param>
/// <param name="Files">Where they meet.</param>
public sealed record PlacedChange(string Branch, string Tip, string? RebasedOn, IReadOnlyList<string> ConflictsWith, IReadOnlyList<string> Files)
{
    /// <summary>All files that it changes.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>
/// The changes of one target in their order. One that comes too near to an earlier one for patches to apply one after the other is rebased on
/// it in the mirror; one that replaces the same lines is left as it is and says so.
/// </summary>
public sealed class ChangeSeries(Git git, Mirror mirrors, Target target)
{
    /// <summary>Unchanged lines that a patch carries around what it changes.</summary>
    private const int PatchContext = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<(PlacedChange Change, ChangedLines Lines)> _placed = [];

    public async Task<PlacedChange> PlaceAsync(string branch, string tip, CancellationToken stop)
    {
        var folder = mirrors.FolderOf(target.Location);
        var lines = await LinesAsync(folder, tip, stop);
        var near = _placed.Select(p => (p.Change, Files: p.Lines.Near(lines, PatchContext))).Where(p => p.Files.Count > 0).ToList();
        var placed = near.Count == 0
            ? new PlacedChange(branch, tip, null, [], [])
            : await BesideAsync(folder, branch, tip, near, stop);
        var names = await RunAsync(folder, stop, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", target.Commit, tip, "--");
        placed = placed with { Changed = names.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries) };
        _placed.Add((placed, lines));
        return placed;
    }

    private async Task<PlacedChange> BesideAsync(string folder, string branch, string tip, List<(PlacedChange Change, IReadOnlyList<string> Files)> near, CancellationToken stop)
    {
        var files = near.SelectMany(n => n.Files).Distinct(StringComparer.Ordinal).ToList();
        var conflicts = new List<string>();
        foreach (var (earlier, _) in near)
            if (await MergedTreeAsync(folder, earlier.Tip, tip, stop) is null)
                conflicts.Add(earlier.Branch);
        if (conflicts.Count > 0)
            return new PlacedChange(branch, tip, null, conflicts, files);

        // Several neighbours that do not build on each other cannot all be the parent; merging them in any order works, as just seen.
        var on = near[^1].Change;
        if (near.Count > 1 && !await AllBelowAsync(folder, near, on, stop))
            return new PlacedChange(branch, tip, null, [], []);
        var tree = await MergedTreeAsync(folder, on.Tip, tip, stop);
        var rebased = await CommitAsync(folder, tree!, on.Tip, tip, stop);
        await mirrors.WithLockAsync(target.Location, () => RunAsync(folder, stop, "update-ref", CommitBundles.Kept(branch), rebased), stop);
        return new PlacedChange(branch, rebased, on.Branch, [], files);
    }

    private async Task<bool> AllBelowAsync(string folder, List<(PlacedChange Change, IReadOnlyList<string> Files)> near, PlacedChange on, CancellationToken stop)
    {
        foreach (var (earlier, _) in near.Take(near.Count - 1))
            if ((await git.RunAsync(new GitCall("merge-base", "--is-ancestor", earlier.Tip, on.Tip) { Folder = folder, Answers = [0, 1], Timeout = Limit }, stop)).ExitCode == 1)
                return false;
        return true;
    }

    /// <summary>Null when the two do not merge, or git is too old (before 2.38) to say.</summary>
    private async Task<string?> MergedTreeAsync(string folder, string first, string second, CancellationToken stop)
    {
        var merged = await git.RunAsync(new GitCall("merge-tree", "--write-tree", first, second) { Folder = folder, Answers = [0, 1, 129], Timeout = Limit }, stop);
        return merged.ExitCode == 0 ? merged.Text.Split('\n')[0] : null;
    }

    /// <summary>The author, the author's time and the message stay; the committer's time too, so that doing it again gives the same commit.</summary>
    private async Task<string> CommitAsync(string folder, string tree, string parent, string tip, CancellationToken stop)
    {
        var told = (await RunAsync(folder, stop, "show", "--no-patch", "--format=%an%n%ae%n%ad%n%cd%n%B", "--date=raw", tip)).Text.Split('\n', 5);
        var commit = new GitCall("commit-tree", tree, "-p", parent, "-m", told[4].TrimEnd())
        {
            Folder = folder,
            Timeout = Limit,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GIT_AUTHOR_NAME"] = told[0],
                ["GIT_AUTHOR_EMAIL"] = told[1],
                ["GIT_AUTHOR_DATE"] = told[2],
                ["GIT_COMMITTER_NAME"] = "Cortex",
                ["GIT_COMMITTER_EMAIL"] = "cortex@localhost",
                ["GIT_COMMITTER_DATE"] = told[3],
            },
        };
        return (await git.RunAsync(commit, stop)).Text;
    }

    private async Task<ChangedLines> LinesAsync(string folder, string tip, CancellationToken stop) => ChangedLines.Parse(
        (await RunAsync(folder, stop, "diff", "--unified=0", "--no-renames", "--no-prefix", "--no-color", "--no-ext-diff", "--no-textconv", target.Commit, tip, "--")).Text);

    private Task<GitResult> RunAsync(string folder, CancellationToken stop, params string[] arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = Limit }, stop);
}
