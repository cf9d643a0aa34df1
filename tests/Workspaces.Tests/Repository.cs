using System.Diagnostics;

namespace Cortex.Workspaces.Tests;

/// <summary>A repository as a user has it: made with plain git.</summary>
public sealed class Repository(string folder)
{
    public string Folder => folder;

    public string Head => Run("rev-parse", "HEAD");

    public void Init()
    {
        Directory.CreateDirectory(folder);
        Run("init", "--quiet", "--initial-branch=main");
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public string Commit(string message)
    {
        Run("add", "--all");
        Run("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgSign=false", "commit", "--quiet", "--allow-empty", "-m", message);
        return Head;
    }

    public string Run(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>Everything about the repository that must not change: each file of it and of its working tree, except where Cortex may write.</summary>
    public string State()
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f))
            .Where(f => !f.StartsWith(".git/objects", StringComparison.Ordinal) && !f.Contains("/cortex/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => $"{f} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, f))))} {File.GetLastWriteTimeUtc(Path.Combine(folder, f)).Ticks}");
        return string.Join('\n', files);
    }
}
