using Cortex.Contracts.Targets;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Changes;

/// <summary>
/// Takes the commits that a worker made into the mirror, and from there into the target as branches of a run. The user's working tree,
/// HEAD, index, configuration and hooks stay as they are; of the target only objects and references below <c>cortex/</c> are written.
/// </summary>
public sealed class CommitBundles(Git git, Mirror mirrors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads a bundle with one branch and keeps its tip in the mirror under the change's name. Its objects are checked, and it must build on the
    /// target's commit. Returns the tip.
    /// </summary>
    /// <exception cref="GitException">The bundle is damaged or hostile, or does not build on the commit.</exception>
    public async Task<string> ReceiveAsync(Target target, string bundle, string branch, CancellationToken stop) =>
        await ReceiveAsync(target, bundle, [branch], stop) is [{ Tip: { } tip }] ? tip : throw new GitException($"The commits handed in for {target.Name} do not build on {target.Commit}.", "");

    /// <summary>
    /// The same for a bundle with the branches of several changes, each under its own name; of a bundle with one branch the name does not matter.
    /// A branch that is not in it, or does not build on the target's commit, has no tip and says why; the others are not held up.
    /// </summary>
    /// <exception cref="GitException">The bundle is damaged or hostile.</exception>
    public async Task<IReadOnlyList<ReceivedBranch>> ReceiveAsync(Target target, string bundle, IReadOnlyList<string> branches, CancellationToken stop)
    {
        var folder = await mirrors.EnsureAsync(target.Location, target.Commit, timeout: null, stop);
        var received = new List<ReceivedBranch>();
        await mirrors.WithLockAsync(target.Location, async () =>
        {
            var heads = await HeadsAsync(folder, bundle, stop);
            foreach (var branch in branches)
            {
                var kept = Kept(branch);
                var head = branches.Count == 1 && heads.Count == 1 ? heads[0] : heads.FirstOrDefault(h => h == "refs/heads/" + branch);
                received.Add(head is null
                    ? new ReceivedBranch(branch, null, $"The bundle handed in for {target.Name} has {heads.Count} references and none of them is {branch}.")
                    : await TakeAsync(folder, target, bundle, head, branch, kept, stop));
            }
        }, stop);
        return received;
    }

    /// <summary>Puts the branch into the target; doing it again changes nothing. Only a branch of the same name is ever overwritten.</summary>
    public Task PushAsync(Target target, string branch, CancellationToken stop) => PushAsync(target, branch, new PushedOnto(branch, null), stop);

    /// <summary>The same under the name of an earlier run's branch, as long as that is where it is expected to be.</summary>
    public async Task PushAsync(Target target, string branch, PushedOnto onto, CancellationToken stop)
    {
        Check(branch);
        Check(onto.Branch);
        var mirror = mirrors.FolderOf(target.Location);
        await mirrors.WithLockAsync(target.Location, () => Path.IsPathRooted(target.Location)
            ? git.RunAsync(
                new GitCall(
                    "-c", "fetch.fsckObjects=false", "-c", "fetch.recurseSubmodules=false", "-c", "fetch.prune=false", "-c", "fetch.pruneTags=false",
                    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--refmap=", "--", mirror, $"+{Kept(branch)}:refs/heads/{onto.Branch}")
                {
                    Folder = target.Location,
                    SafeDirectory = target.Location,
                    Timeout = Limit,
                },
                stop)
            : git.RunAsync(new GitCall("push", "--quiet", onto.Expected is { } tip ? $"--force-with-lease=refs/heads/{onto.Branch}:{tip}" : "--force", "--no-verify", "--", target.Location, $"{Kept(branch)}:refs/heads/{onto.Branch}") { Folder = mirror, Timeout = Limit, Remote = target.Location }, stop), stop);
    }

    /// <summary>Deletes a branch of a run from the target; nothing when it is not there.</summary>
    public async Task DeleteAsync(Target target, string branch, CancellationToken stop)
    {
        Check(branch);
        await mirrors.WithLockAsync(target.Location, async () =>
        {
            if (Path.IsPathRooted(target.Location))
                await git.RunAsync(new GitCall("update-ref", "-d", "refs/heads/" + branch) { Folder = target.Location, SafeDirectory = target.Location }, stop);
            else if ((await git.RunAsync(new GitCall("ls-remote", "--", target.Location, "refs/heads/" + branch) { Timeout = Limit, Remote = target.Location }, stop)).Output.Length > 0)
                await git.RunAsync(new GitCall("push", "--quiet", "--no-verify", "--", target.Location, ":refs/heads/" + branch) { Folder = mirrors.FolderOf(target.Location), Timeout = Limit, Remote = target.Location }, stop);
        }, stop);
    }

    /// <summary>The tip of a branch in the target; null when it is not there.</summary>
    public async Task<string?> TipAsync(Target target, string branch, CancellationToken stop)
    {
        Check(branch);
        var listed = await git.RunAsync(new GitCall("ls-remote", "--", target.Location, "refs/heads/" + branch) { SafeDirectory = Path.IsPathRooted(target.Location) ? target.Location : null, Timeout = Limit, Remote = target.Location }, stop);
        return listed.Text.Split('\t')[0] is { Length: > 0 } tip ? tip : null;
    }

    /// <summary>Somebody has the branch checked out, in the repository or in one of its other working trees.</summary>
    public async Task<bool> IsCheckedOutAsync(Target target, string branch, CancellationToken stop)
    {
        if (!Path.IsPathRooted(target.Location))
            return false;
        var trees = await git.RunAsync(new GitCall("worktree", "list", "--porcelain") { Folder = target.Location, SafeDirectory = target.Location }, stop);
        return trees.Text.Split('\n').Contains("branch refs/heads/" + branch, StringComparer.Ordinal);
    }

    /// <summary>The branches of a run that a target on this machine has.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(Target target, Guid run, CancellationToken stop)
    {
        var prefix = $"refs/heads/{ChangeBranch.Prefix}{run:D}/";
        var listed = await git.RunAsync(new GitCall("ls-remote", "--", target.Location, prefix + "*") { SafeDirectory = Path.IsPathRooted(target.Location) ? target.Location : null, Timeout = Limit, Remote = target.Location }, stop);
        return [.. listed.Text.Split('\n').Select(l => l.Split('\t')).Where(l => l.Length == 2).Select(l => l[1]["refs/heads/".Length..])];
    }

    private async Task<IReadOnlyList<string>> HeadsAsync(string folder, string bundle, CancellationToken stop)
    {
        var heads = (await RunAsync(folder, stop, "bundle", "list-heads", bundle)).Text.Split('\n');
        return heads.All(head => head.Length > 41) ? [.. heads.Select(head => head[(head.IndexOf(' ', StringComparison.Ordinal) + 1)..])]
            : throw new GitException("The bundle holds no reference.", "");
    }

    private async Task<ReceivedBranch> TakeAsync(string folder, Target target, string bundle, string head, string branch, string kept, CancellationToken stop)
    {
        await git.RunAsync(
            new GitCall("-c", "fetch.fsckObjects=true", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--", bundle, $"+{head}:{kept}")
            {
                Folder = folder,
                Timeout = Limit,
            },
            stop);
        var tip = (await RunAsync(folder, stop, "rev-parse", "--verify", kept + "^{commit}")).Text;
        var builds = await git.RunAsync(new GitCall("merge-base", "--is-ancestor", target.Commit, tip) { Folder = folder, Answers = [0, 1] }, stop);
        if (builds.ExitCode == 0 && tip != target.Commit)
            return new ReceivedBranch(branch, tip, null);
        await RunAsync(folder, stop, "update-ref", "-d", kept);
        return new ReceivedBranch(branch, null, $"The commits handed in for {target.Name} do not build on {target.Commit}.");
    }

    private Task<GitResult> RunAsync(string folder, CancellationToken stop, params string[] arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = Limit }, stop);

    /// <summary>The reference of the mirror that keeps a change's tip.</summary>
    internal static string Kept(string branch)
    {
        Check(branch);
        return "refs/cortex/changes/" + branch[ChangeBranch.Prefix.Length..];
    }

    private static void Check(string branch)
    {
        if (branch.Split('/') is not ["cortex", var run, var slug] || !Guid.TryParseExact(run, "D", out var id) || ChangeBranch.Name(id, slug) != branch)
            throw new ArgumentException($"'{branch}' is no branch of a run.", nameof(branch));
    }
}

/// <summary>The branch that a push writes, and the tip it must have before; null for any.</summary>
public sealed record PushedOnto(string Branch, string? Expected);

/// <summary>A branch of a bundle: its tip, now kept in the mirror, or why it was not taken.</summary>
public sealed record ReceivedBranch(string Branch, string? Tip, string? Problem);
