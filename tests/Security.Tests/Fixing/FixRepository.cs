using System.Diagnostics;

namespace Cortex.Security.Tests.Fixing;

/// <summary>A repository with one commit, made with plain git.</summary>
internal sealed class FixRepository
{
    private FixRepository(string folder) => Folder = folder;

    public static string Root { get; } = FindRoot();

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    public string Commit { get; private set; } = "";

    /// <summary>Files by path.</summary>
    public static FixRepository Of(string folder, params (string Path, string Text)[] files)
    {
        var repository = new FixRepository(folder);
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text);
        }
        return repository.Committed();
    }

    /// <summary>A repository of the sample fleet, without what a build in its folder may have left there.</summary>
    public static FixRepository OfFleet(string folder, string name)
    {
        var repository = new FixRepository(Path.Combine(folder, name));
        var source = Path.Combine(Root, "samples", "fleet", name);
        foreach (var file in Git(source, "ls-files", "--cached", "--others", "--exclude-standard").Split('\n'))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(repository.Folder, file))!);
            File.Copy(Path.Combine(source, file), Path.Combine(repository.Folder, file));
        }
        return repository.Committed();
    }

    public string Run(params string[] arguments) => Git(Folder, arguments);

    private FixRepository Committed()
    {
        Run("init", "--quiet", "--initial-branch=main");
        Run("add", "--all");
        Run("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgSign=false", "commit", "--quiet", "--message", "First");
        Commit = Run("rev-parse", "HEAD");
        return this;
    }

    private static string Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.TrimEnd() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
