using Cortex.Contracts.Targets;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Targets;

/// <summary>
/// Turns what a user named into repositories at fixed commits, each safe in the mirror from then on. What cannot be used is a problem with
/// a reason, never an exception. Nothing is changed in a target and nothing of it is executed.
/// </summary>
public sealed class TargetResolver(Git git, Mirror mirrors)
{
    private static readonly TimeSpan Question = TimeSpan.FromSeconds(20);

    /// <summary>How long a remote repository may take to say where its HEAD is.</summary>
    public TimeSpan RemoteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public async Task<TargetResolution> ResolveAsync(string input, CancellationToken stop)
    {
        try
        {
            return TargetInput.Parse(input) switch
            {
                TargetInput.Folder folder => await FolderAsync(input, Absolute(folder.Path), stop),
                TargetInput.Remote remote => await RemoteAsync(input, remote.Url, stop),
                TargetInput.Refused refused => TargetResolution.Problem(input, refused.Reason),
                _ => throw new InvalidOperationException("An input is a folder, a remote or refused."),
            };
        }
        catch (GitException e)
        {
            return TargetResolution.Problem(input, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TargetResolution.Problem(input, $"It cannot be read: {e.Message}");
        }
    }

    private async Task<TargetResolution> FolderAsync(string name, string path, CancellationToken stop)
    {
        if (File.Exists(path))
            return TargetResolution.Problem(name, $"{path} is a file. Name the folder of a git repository.");
        if (!Directory.Exists(path))
            return TargetResolution.Problem(name, $"{path} does not exist. Check the spelling, or clone the repository there.");
        if (LocalRepository.IsRoot(path))
            return await RepositoryAsync(name, path, stop);
        var below = LocalRepository.Below(path);
        if (LocalRepository.RootAround(path) is { } root && !below.Any(child => Directory.Exists(Path.Combine(child, ".git"))))
            return TargetResolution.Problem(name, $"{path} is a folder inside the repository {root}. Name the repository itself: {root}");
        return below.Count == 0
            ? TargetResolution.Problem(name, $"{path} is no git repository, and there is none directly below it. Run 'git init' and commit, or name another folder.")
            : await AllBelowAsync(name, below, stop);
    }

    private async Task<TargetResolution> AllBelowAsync(string name, IReadOnlyList<string> folders, CancellationToken stop)
    {
        var found = new TargetResolution[folders.Count];
        await Parallel.ForAsync(0, folders.Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop }, async (i, end) =>
            found[i] = await GuardedAsync(Path.Combine(name, Path.GetFileName(folders[i])), folders[i], end));
        return new TargetResolution([.. found.SelectMany(f => f.Targets)], [.. found.SelectMany(f => f.Problems)], [.. found.SelectMany(f => f.Notes)]);
    }

    private async Task<TargetResolution> GuardedAsync(string name, string path, CancellationToken stop)
    {
        try
        {
            return await RepositoryAsync(name, path, stop);
        }
        catch (GitException e)
        {
            return TargetResolution.Problem(name, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TargetResolution.Problem(name, $"It cannot be read: {e.Message}");
        }
    }

    private async Task<TargetResolution> RepositoryAsync(string name, string path, CancellationToken stop)
    {
        var head = await AskAsync(path, stop, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}");
        if (head is null || !CommitId.IsFull(head))
            return TargetResolution.Problem(name, $"The repository {path} has no commit on its HEAD. Commit something, or check out a branch that has commits.");
        var branch = await AskAsync(path, stop, "symbolic-ref", "--quiet", "--short", "HEAD");
        var mirror = await mirrors.EnsureAsync(path, head, timeout: null, stop);
        var origin = await AskAsync(path, stop, "config", "--local", "--no-includes", "--get", "remote.origin.url");
        var target = new Target
        {
            Name = name,
            Location = path,
            Commit = head,
            Branch = branch,
            Origin = origin is null ? null : WithoutCredentials(origin),
            Uncommitted = await IsUncommittedAsync(mirror, path, head, stop),
            Bytes = await BytesAsync(mirror, head, stop),
            Notes = await NotesAsync(mirror, name, head, stop),
        };
        return new TargetResolution([target], [], target.Notes);
    }

    private async Task<TargetResolution> RemoteAsync(string name, string url, CancellationToken stop)
    {
        try
        {
            var listed = await git.RunAsync(new GitCall("ls-remote", "--symref", "--", url, "HEAD") { Timeout = RemoteTimeout, Remote = url }, stop);
            // "ref: refs/heads/main<tab>HEAD", then "ID<tab>HEAD".
            var lines = listed.Text.Split('\n').Select(l => l.Split('\t')).Where(l => l is [_, "HEAD"]).Select(l => l[0]).ToList();
            var branch = lines.Find(l => l.StartsWith("ref: refs/heads/", StringComparison.Ordinal))?["ref: refs/heads/".Length..];
            if (lines.Find(CommitId.IsFull) is not { } head)
                return TargetResolution.Problem(name, $"The repository at {url} has no commit on its HEAD.");
            var mirror = await mirrors.EnsureAsync(url, head, timeout: null, stop);
            var target = new Target { Name = name, Location = url, Commit = head, Branch = branch, Bytes = await BytesAsync(mirror, head, stop), Notes = await NotesAsync(mirror, name, head, stop) };
            return new TargetResolution([target], [], target.Notes);
        }
        catch (GitException e)
        {
            return TargetResolution.Problem(name, $"{url} cannot be fetched from: {(e.TimedOut ? $"it did not answer within {RemoteTimeout.TotalSeconds:0} seconds" : e.Message)}. Check the address, the network and your access; Cortex asks for no password.");
        }
    }

    /// <summary>The origin is recorded with the run; what stands before the host is not.</summary>
    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? new UriBuilder(uri) { UserName = "", Password = "" }.Uri.ToString() : url;

    /// <summary>What git answers in the repository; null when it answers with exit code 1, "no".</summary>
    private async Task<string?> AskAsync(string path, CancellationToken stop, params string[] question)
    {
        var answer = await git.RunAsync(new GitCall(question) { Folder = path, SafeDirectory = path, Timeout = Question, Answers = [0, 1] }, stop);
        return answer.ExitCode == 0 ? answer.Text : null;
    }

    /// <summary>
    /// Compares the working tree with the commit under the *mirror's* configuration, so that no filter, monitor or textconv that the target
    /// configures is run. A tree too large to look at in time counts as clean.
    /// </summary>
    private async Task<bool> IsUncommittedAsync(string mirror, string path, string commit, CancellationToken stop)
    {
        var repository = Path.Combine(path, ".git");
        if (!Directory.Exists(repository))
            return false;
        var around = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = mirror, ["GIT_WORK_TREE"] = path, ["GIT_INDEX_FILE"] = Path.Combine(repository, "index") };
        var excludes = Path.Combine(repository, "info", "exclude");
        try
        {
            var changed = await git.RunAsync(
                new GitCall("-c", "core.bare=false", "diff", "--quiet", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", commit, "--") { Folder = path, Environment = around, Timeout = Question, Answers = [0, 1] }, stop);
            if (changed.ExitCode == 1)
                return true;
            var others = await git.RunAsync(
                new GitCall(["-c", "core.bare=false", "ls-files", "--others", "--exclude-standard", "--directory", "--no-empty-directory", .. File.Exists(excludes) ? ["--exclude-from=" + excludes] : Array.Empty<string>()])
                {
                    Folder = path,
                    Environment = around,
                    Timeout = Question,
                    MostOutput = 1024,
                },
                stop);
            return others.Output.Length > 0;
        }
        catch (GitException)
        {
            return false;
        }
    }

    /// <summary>What git says of the sizes of the commit's files; of a tree too large to be listed in time nothing.</summary>
    private async Task<long?> BytesAsync(string mirror, string commit, CancellationToken stop)
    {
        try
        {
            var listed = await git.RunAsync(new GitCall("ls-tree", "-r", "--long", "--full-tree", commit) { Folder = mirror, Timeout = Question }, stop);
            // "100644 blob ID    1234<tab>path"; a submodule has "-" for its size.
            return listed.Text.Split('\n').Sum(line => long.TryParse(line.Split('\t')[0].Split(' ')[^1], out var bytes) ? bytes : 0);
        }
        catch (GitException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> NotesAsync(string mirror, string name, string commit, CancellationToken stop)
    {
        var notes = new List<string>();
        if ((await git.RunAsync(new GitCall("cat-file", "-e", $"{commit}:.gitmodules") { Folder = mirror, Answers = [0, 1, 128] }, stop)).ExitCode == 0)
            notes.Add($"{name} has submodules; they are not fetched. Name them as targets of their own.");
        if (File.Exists(Path.Combine(mirror, "shallow")))
            notes.Add($"{name} is a shallow clone: its history is cut off.");
        return notes;
    }

    private static string Absolute(string path)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }
}
