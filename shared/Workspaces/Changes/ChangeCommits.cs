using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Changes;

/// <summary>
/// A worker's side of its changes: commits what is in the working tree of its checkout as a branch of its own on the target's commit, authored
/// as Cortex, and bundles the branches of one target for its master.
/// </summary>
public sealed class ChangeCommits(Git git)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Author = ["-c", "user.name=Cortex", "-c", "user.email=cortex@localhost", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false"];

    /// <summary>
    /// Commits exactly these files (paths from the root; one that is gone is deleted) on a branch that starts at the target's commit, and puts the
    /// working tree back to that commit. Returns the commit; null when the files are as they were.
    /// </summary>
    public async Task<string?> CommitAsync(string checkout, string target, string branch, IReadOnlyList<string> files, string message, CancellationToken stop)
    {
        await RunAsync(checkout, stop, "symbolic-ref", "HEAD", "refs/heads/" + branch);
        await RunAsync(checkout, stop, "update-ref", "refs/heads/" + branch, target);
        await RunAsync(checkout, stop, "read-tree", target);
        await RunAsync(checkout, stop, ["--literal-pathspecs", "add", "--all", "--force", "--", .. files]);
        var same = await git.RunAsync(new GitCall("diff", "--cached", "--quiet", target, "--") { Folder = checkout, Answers = [0, 1], Timeout = Limit }, stop);
        if (same.ExitCode == 1)
            await RunAsync(checkout, stop, [.. Author, "commit", "--quiet", "--no-verify", "--cleanup=whitespace", "--message", message]);
        var tip = (await RunAsync(checkout, stop, "rev-parse", "--verify", "HEAD^{commit}")).Text;
        await RunAsync(checkout, stop, "checkout", "--quiet", "--force", "--detach", target);
        return same.ExitCode == 1 ? tip : null;
    }

    /// <summary>Writes one bundle with the branches, each from the target's commit on.</summary>
    public Task BundleAsync(string checkout, string target, IReadOnlyList<string> branches, string bundle, CancellationToken stop) =>
        RunAsync(checkout, stop, ["bundle", "create", "--quiet", bundle, .. branches.Select(b => "refs/heads/" + b), "^" + target]);

    private Task<GitResult> RunAsync(string folder, CancellationToken stop, params string[] arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = Limit }, stop);
}
