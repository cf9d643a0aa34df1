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
    public async Task<string> ReceiveAsync(Target target, string bundle, string branch, CancellationToken stop)
    {
        var folder = await mirrors.EnsureAsync(target.Location, target.Commit, timeout: null, stop);
        var kept = Kept(branch);
        await mirrors.WithLockAsync(target.Location, () => TakeAsync(folder, bundle, kept, stop), stop);
        var tip = (await RunAsync(folder, stop, "rev-parse", "--verify", kept + "^{commit}")).Text;
        var builds = await git.RunAsync(new GitCall("merge-base", "--is-ancestor", target.Commit, tip) { Folder = folder, Answers = [0, 1] }, stop);
        if (builds.ExitCode == 0 && tip != target.Commit)
            return tip;
        await RunAsync(folder, stop, "update-ref", "-d", kept);
        throw new GitException($"The commits handed in for {target.Name} do not build on {target.Commit}.", "");
    }

    /// <summary>Puts the branch into the target; doing it again changes nothing. Only a branch of the same name is ever overwritten.</summary>
    public async Task PushAsync(Target target, string branch, CancellationToken stop)
    {
        Check(branch);
        var mirror = mirrors.FolderOf(target.Location);
        await mirrors.WithLockAsync(target.Location, () => Path.IsPathRooted(target.Location)
            ? git.RunAsync(
                new GitCall(
                    "-c", "fetch.fsckObjects=false", "-c", "fetch.recurseSubmodules=false", "-c", "fetch.prune=false", "-c", "fetch.pruneTags=false",
                    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--refmap=", "--", mirror, $"+{Kept(branch)}:refs/heads/{branch}")
                {
                    Folder = target.Location,
                    SafeDirectory = target.Location,
                    Timeout = Limit,
                },
                stop)
            : git.RunAsync(new GitCall("push", "--quiet", "--force", "--no-verify", "--", target.Location, $"{Kept(branch)}:refs/heads/{branch}") { Folder = mirror, Timeout = Limit }, stop), stop);
    }

    /// <summary>Deletes a branch of a run from the target; nothing when it is not there.</summary>
    public async Task DeleteAsync(Target target, string branch, CancellationToken stop)
    {
        Check(branch);
        await mirrors.WithLockAsync(target.Location, async () =>
        {
            if (Path.IsPathRooted(target.Location))
                await git.RunAsync(new GitCall("update-ref", "-d", "refs/heads/" + branch) { Folder = target.Location, SafeDirectory = target.Location }, stop);
            else if ((await git.RunAsync(new GitCall("ls-remote", "--", target.Location, "refs/heads/" + branch) { Timeout = Limit }, stop)).Output.Length > 0)
                await git.RunAsync(new GitCall("push", "--quiet", "--no-verify", "--", target.Location, ":refs/heads/" + branch) { Folder = mirrors.FolderOf(target.Location), Timeout = Limit }, stop);
        }, stop);
    }

    /// <summary>The branches of a run that a target on this machine has.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync(Target target, Guid run, CancellationToken stop)
    {
        var prefix = $"refs/heads/{ChangeBranch.Prefix}{run:D}/";
        var listed = await git.RunAsync(new GitCall("ls-remote", "--", target.Location, prefix + "*") { SafeDirectory = Path.IsPathRooted(target.Location) ? target.Location : null, Timeout = Limit }, stop);
        return [.. listed.Text.Split('\n').Select(l => l.Split('\t')).Where(l => l.Length == 2).Select(l => l[1]["refs/heads/".Length..])];
    }

    private async Task TakeAsync(string folder, string bundle, string kept, CancellationToken stop)
    {
        var heads = (await RunAsync(folder, stop, "bundle", "list-heads", bundle)).Text.Split('\n');
        if (heads is not [{ Length: > 41 } head])
            throw new GitException($"The bundle holds {heads.Length} references and not the one of the change.", "");
        await git.RunAsync(
            new GitCall("-c", "fetch.fsckObjects=true", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--", bundle, $"+{head[(head.IndexOf(' ', StringComparison.Ordinal) + 1)..]}:{kept}")
            {
                Folder = folder,
                Timeout = Limit,
            },
            stop);
    }

    private Task<GitResult> RunAsync(string folder, CancellationToken stop, params string[] arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = Limit }, stop);

    private static string Kept(string branch)
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
