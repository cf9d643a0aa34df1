using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cortex.Hosting.Data;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Mirrors;

/// <summary>
/// Bare copies of the targets, one per location, with the commits that runs were fixed on. What is here stays, whatever happens to
/// the target: a commit has a reference of its own (<c>refs/cortex/commits/ID</c>) which is written last, when all of it has arrived.
/// </summary>
public sealed class Mirror(DataDirectory data, Git git)
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(20);

    public static TimeSpan FetchTimeout { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The reference that keeps a commit.</summary>
    public static string Reference(string commit) => "refs/cortex/commits/" + commit;

    /// <summary>The bare repository for a location; it may not exist yet.</summary>
    public string FolderOf(string location)
    {
        var name = new string([.. Path.GetFileName(location.TrimEnd('/')).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(40)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location)))[..16];
        return Path.Combine(data.Mirrors, (name.Length == 0 ? "repository" : name) + "-" + hash + ".git");
    }

    /// <summary>Makes sure that the commit with all its history is in the mirror and returns the mirror's folder.</summary>
    public async Task<string> EnsureAsync(string location, string commit, TimeSpan? timeout, CancellationToken stop)
    {
        if (!CommitId.IsFull(commit))
            throw new ArgumentException($"'{commit}' is not a full commit id.", nameof(commit));
        var folder = FolderOf(location);
        if (await HasAsync(folder, commit, stop))
            return folder;
        await WithLockAsync(location, async () =>
        {
            if (!await HasAsync(folder, commit, stop))
                await FetchWithRepairAsync(folder, location, $"{commit}:{Reference(commit)}", timeout ?? FetchTimeout, stop);
        }, stop);
        return folder;
    }

    /// <summary>Runs <paramref name="work"/> while nobody else changes the mirror: neither this host, nor another one on the same data directory.</summary>
    public async Task WithLockAsync(string location, Func<Task> work, CancellationToken stop)
    {
        var folder = FolderOf(location);
        var mirror = _locks.GetOrAdd(folder, _ => new SemaphoreSlim(1, 1));
        await mirror.WaitAsync(stop);
        try
        {
            await using (await TakeAsync(folder + ".lock", stop))
                await work();
        }
        finally
        {
            mirror.Release();
        }
    }

    /// <summary>The kernel gives it back when its holder ends, however it ends.</summary>
    private async Task<FileStream> TakeAsync(string path, CancellationToken stop)
    {
        Directory.CreateDirectory(data.Mirrors);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockInterval, TimeProvider.System, stop);
            }
        }
    }

    private async Task<bool> HasAsync(string folder, string commit, CancellationToken stop)
    {
        if (!File.Exists(Path.Combine(folder, "HEAD")))
            return false;
        try
        {
            var answer = await git.RunAsync(new GitCall("rev-parse", "--verify", "--quiet", Reference(commit) + "^{commit}") { Folder = folder, Answers = [0, 1] }, stop);
            return answer.ExitCode == 0 && answer.Text == commit;
        }
        catch (GitException e) when (!e.TimedOut)
        {
            // Not readable as a repository: the fetch repairs it.
            return false;
        }
    }

    /// <summary>A fetch that a crash cut off leaves locks and half a pack behind; they are removed first, and if that is not enough the mirror is made anew.</summary>
    private async Task FetchWithRepairAsync(string folder, string location, string refspec, TimeSpan timeout, CancellationToken stop)
    {
        var whole = File.Exists(Path.Combine(folder, "HEAD"));
        try
        {
            await FetchAsync(folder, location, refspec, timeout, stop);
        }
        catch (GitException e) when (whole && !e.TimedOut && IsMirrorsFault(e.Error))
        {
            Directory.Delete(folder, recursive: true);
            await FetchAsync(folder, location, refspec, timeout, stop);
        }
    }

    private static bool IsMirrorsFault(string error) =>
        !error.Contains("not our ref", StringComparison.Ordinal) && !error.Contains("does not appear to be a git repository", StringComparison.Ordinal)
        && !error.Contains("Could not read from remote", StringComparison.Ordinal) && !error.Contains("unable to access", StringComparison.Ordinal);

    private async Task FetchAsync(string folder, string location, string refspec, TimeSpan timeout, CancellationToken stop)
    {
        if (!File.Exists(Path.Combine(folder, "HEAD")))
        {
            Directory.CreateDirectory(folder);
            await git.RunAsync(new GitCall("init", "--quiet", "--bare", "--template=", ".") { Folder = folder }, stop);
        }

        foreach (var stale in Directory.EnumerateFiles(folder, "*.lock", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(folder, "objects"), "tmp_*", SearchOption.AllDirectories)).ToList())
            File.Delete(stale);
        await git.RunAsync(
            new GitCall("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--update-shallow", "--", location, refspec)
            {
                Folder = folder,
                SafeDirectory = Path.IsPathRooted(location) ? location : null,
                Remote = location,
                Timeout = timeout,
            },
            stop);
    }
}
