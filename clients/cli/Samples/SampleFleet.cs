using System.Text.Json;
using Cortex.Contracts;
using Cortex.Workspaces.Running;

namespace Cortex.Cli.Samples;

/// <summary>
/// Makes git repositories of the plain folders in samples/fleet. Authors, dates and so commits are the same on every machine.
/// </summary>
public sealed class SampleFleet(Git git, string source)
{
    private const string HistoryFile = "fleet.json";
    private const string MarkerFile = "cortex-sample";
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(20);

    private static readonly HashSet<string> _built = new(StringComparer.Ordinal) { ".git", "bin", "obj", "node_modules", "TestResults" };

    /// <summary>The fleet's folder: samples/fleet beside or above the program; null where Cortex was installed without it.</summary>
    public static string? Find(string start)
    {
        for (var folder = Path.GetFullPath(start); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var fleet = Path.Combine(folder, "samples", "fleet");
            if (File.Exists(Path.Combine(fleet, HistoryFile)))
                return fleet;
        }

        return null;
    }

    /// <summary>
    /// The repositories below <paramref name="folder"/>, made on first use. One that is there already is left alone, with the branches
    /// that runs put into it, until Cortex brings another version of the sample; then it is made anew.
    /// </summary>
    /// <returns>Their paths, in the order of fleet.json.</returns>
    /// <exception cref="GitException">git failed.</exception>
    /// <exception cref="IOException">The samples cannot be read, or the folder cannot be written.</exception>
    public async Task<IReadOnlyList<string>> PrepareAsync(string folder, CancellationToken stop)
    {
        var history = await ReadHistoryAsync(stop);
        Directory.CreateDirectory(folder);
        await using var alone = await TakeAsync(Path.Combine(folder, ".lock"), stop);
        var repositories = new List<string>();
        foreach (var (name, commits) in history)
        {
            var repository = Path.Combine(folder, name);
            var version = await SampleVersion.OfAsync(Path.Combine(source, name), Files(Path.Combine(source, name)), commits, stop);
            var marker = Path.Combine(repository, ".git", MarkerFile);
            if (!File.Exists(marker) || await File.ReadAllTextAsync(marker, stop) != version)
                await MakeAsync(name, commits, repository, version, stop);
            repositories.Add(repository);
        }

        return repositories;
    }

    /// <summary>Two runs may want the samples at a time; the kernel gives the lock back when its holder ends, however it ends.</summary>
    private static async Task<FileStream> TakeAsync(string path, CancellationToken stop)
    {
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

    private async Task<Dictionary<string, IReadOnlyList<SampleCommit>>> ReadHistoryAsync(CancellationToken stop)
    {
        await using var file = File.OpenRead(Path.Combine(source, HistoryFile));
        return await JsonSerializer.DeserializeAsync<Dictionary<string, IReadOnlyList<SampleCommit>>>(file, CortexJson.Options, stop) ?? [];
    }

    /// <summary>Made beside its place and moved there, so that a half-made repository is never taken for one.</summary>
    private async Task MakeAsync(string name, IReadOnlyList<SampleCommit> commits, string repository, string version, CancellationToken stop)
    {
        var draft = repository + ".draft";
        Remove(draft);
        Copy(Path.Combine(source, name), draft);
        await RunAsync(draft, null, stop, "init", "--quiet", "--template=", "--initial-branch=main", ".");
        foreach (var commit in commits)
        {
            await RunAsync(draft, commit, stop, ["-c", "core.autocrlf=false", "add", "--", .. commit.Paths]);
            await RunAsync(draft, commit, stop, "commit", "--quiet", "--no-verify", "-m", commit.Message);
        }

        await File.WriteAllTextAsync(Path.Combine(draft, ".git", MarkerFile), version, stop);
        Remove(repository);
        Directory.Move(draft, repository);
    }

    private Task<GitResult> RunAsync(string folder, SampleCommit? commit, CancellationToken stop, params string[] arguments) => git.RunAsync(
        new GitCall(arguments)
        {
            Folder = folder,
            Environment = commit is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GIT_AUTHOR_NAME"] = commit.Name,
                ["GIT_AUTHOR_EMAIL"] = commit.Email,
                ["GIT_AUTHOR_DATE"] = commit.Date,
                ["GIT_COMMITTER_NAME"] = commit.Name,
                ["GIT_COMMITTER_EMAIL"] = commit.Email,
                ["GIT_COMMITTER_DATE"] = commit.Date,
            },
        },
        stop);

    private static void Copy(string from, string to)
    {
        foreach (var file in Files(from))
        {
            var copy = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, file), copy);
        }
    }

    /// <summary>Files of a sample without what a build left there, by path.</summary>
    private static IReadOnlyList<string> Files(string folder)
    {
        var files = new List<string>();
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var next))
        {
            files.AddRange(Directory.EnumerateFiles(next).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')));
            foreach (var below in Directory.EnumerateDirectories(next).Where(d => !_built.Contains(Path.GetFileName(d))))
                pending.Push(below);
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // Git writes its objects read-only, which stops their removal on some systems.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}
