using System.Text;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Sources;

/// <summary>
/// Unpacks a source bundle: a repository with history, without a remote, on branch <c>cortex-base</c>, with <see cref="SourceLinks"/>.
/// </summary>
public sealed class SourceCheckout(Git git)
{
    public const string Branch = "cortex-base";

    private const string Configuration = """
        [core]
            symlinks = false
            autocrlf = false
            hooksPath = /dev/null
            fsmonitor = false
        [gc]
            auto = 0

        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public async Task CreateAsync(SourceBundle bundle, string commit, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await RunAsync(folder, stop, "init", "--quiet", "--template=", "--initial-branch=" + Branch, ".");
        await File.AppendAllTextAsync(Path.Combine(folder, ".git", "config"), Configuration, stop);
        if (bundle.Shallow.Count > 0)
            await File.WriteAllLinesAsync(Path.Combine(folder, ".git", "shallow"), bundle.Shallow, stop);
        await RunAsync(folder, stop, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--update-head-ok", "--", bundle.Path, $"{Mirror.Reference(commit)}:refs/heads/{Branch}");
        await RunAsync(folder, stop, "reset", "--hard", "--quiet", commit);
        await LinkFilesAsync(folder, stop);
    }

    private Task<GitResult> RunAsync(string folder, CancellationToken stop, params string[] arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = Limit }, stop);

    private async Task LinkFilesAsync(string folder, CancellationToken stop)
    {
        var entries = await git.RunAsync(new GitCall("ls-files", "--stage", "-z") { Folder = folder, Timeout = Limit }, stop);
        var links = new List<string>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        // MODE OBJECT STAGE<tab>PATH, ended by NUL. A name that is not UTF-8 cannot be opened from here and is left as it is.
        foreach (var entry in Encoding.UTF8.GetString(entries.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            if (path.Contains('\uFFFD', StringComparison.Ordinal))
                continue;
            if (entry.StartsWith("120000", StringComparison.Ordinal))
                links.Add(path);
            else if (entry.StartsWith("100", StringComparison.Ordinal))
                files.Add(path);
        }

        await SourceLinks.MakeAsync(folder, links, files, stop);
    }
}
