using Cortex.Contracts.Targets;
using Cortex.Hosting.Data;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Proposals.Patches;

/// <summary>Files of a run's changes in the data directory: a patch in mailbox format, which <c>git am</c> takes, and the text for a reviewer.</summary>
public sealed class ChangePatches(Git git, Mirror mirrors, DataDirectory data)
{
    public const string Patches = "patches";
    public const string Attempts = "attempts";
    public const string Texts = "proposals";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Writes the commits from <paramref name="from"/> to <paramref name="tip"/> and returns the path from the run's folder.</summary>
    public async Task<string> WriteAsync(Guid run, Target target, string branch, string from, string tip, string folder, CancellationToken stop)
    {
        var patch = await git.RunAsync(
            new GitCall("format-patch", "--stdout", "--binary", "--full-index", "--no-signature", "--no-color", "--no-ext-diff", "--no-textconv", $"{from}..{tip}")
            {
                Folder = mirrors.FolderOf(target.Location),
                Timeout = Limit,
                MostOutput = 256 * 1024 * 1024,
            },
            stop);
        return await SaveAsync(run, target, branch, folder, ".patch", patch.Output, stop);
    }

    public Task<string> WriteTextAsync(Guid run, Target target, string branch, string text, CancellationToken stop) =>
        SaveAsync(run, target, branch, Texts, ".md", System.Text.Encoding.UTF8.GetBytes(text), stop);

    /// <summary>True when there was a file.</summary>
    public bool Delete(Guid run, string path)
    {
        var file = Path.GetFullPath(Path.Combine(data.RunFolder(run), path));
        if (!file.StartsWith(data.RunFolder(run) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
            return false;
        File.Delete(file);
        return true;
    }

    public bool Exists(Guid run, string path) => File.Exists(Path.Combine(data.RunFolder(run), path));

    private async Task<string> SaveAsync(Guid run, Target target, string branch, string folder, string ending, byte[] content, CancellationToken stop)
    {
        // The mirror's name is the target's name made safe, with a hash that keeps equal names apart.
        var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(mirrors.FolderOf(target.Location)), branch[(branch.LastIndexOf('/') + 1)..] + ending);
        var file = Path.Combine(data.RunFolder(run), path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file + ".new", content, stop);
        File.Move(file + ".new", file, overwrite: true);
        return path;
    }
}
