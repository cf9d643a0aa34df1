using Cortex.Contracts.Targets;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Sources;

/// <summary>A target at its commit as one file: a git bundle, and the commits at which its history was already cut off in the target (a shallow clone).</summary>
public sealed record SourceBundle(string Path, IReadOnlyList<string> Shallow);

/// <summary>Makes source bundles, each once; they are served to any number of workers.</summary>
public sealed class SourceBundles(Mirror mirrors, Git git)
{
    public async Task<SourceBundle> GetAsync(Target target, CancellationToken stop)
    {
        var folder = await mirrors.EnsureAsync(target.Location, target.Commit, timeout: null, stop);
        var bundle = new SourceBundle(Path.Combine(folder, "bundles", target.Commit + ".bundle"), Shallow(folder));
        if (File.Exists(bundle.Path))
            return bundle;
        await mirrors.WithLockAsync(target.Location, () => CreateAsync(folder, target.Commit, bundle.Path, stop), stop);
        return bundle;
    }

    private async Task CreateAsync(string folder, string commit, string path, CancellationToken stop)
    {
        if (File.Exists(path))
            return;
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A host that was killed leaves git's lock behind, and perhaps a git that still writes: each host has a name of its own, and what others left goes.
        foreach (var left in parent.EnumerateFiles(Path.GetFileName(path) + ".*"))
            left.Delete();
        var fresh = $"{path}.{Environment.ProcessId}";
        await git.RunAsync(new GitCall("bundle", "create", "--quiet", fresh, Mirror.Reference(commit)) { Folder = folder, Timeout = Mirror.FetchTimeout }, stop);
        File.Move(fresh, path, overwrite: true);
    }

    private static IReadOnlyList<string> Shallow(string folder)
    {
        var path = Path.Combine(folder, "shallow");
        return File.Exists(path) ? [.. File.ReadLines(path).Where(CommitId.IsFull)] : [];
    }
}
