using System.Diagnostics;

namespace Cortex.Cli.Tests.Embedded;

/// <summary>A small git repository and a data directory in a folder of their own.</summary>
internal sealed class Repository : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-cli-");

    public Repository()
    {
        Directory.CreateDirectory(Source);
        File.WriteAllText(Path.Combine(Source, "package.json"), """{ "name": "web", "version": "1.0.0", "dependencies": { "left-pad": "1.3.0" } }""");
        Git("init", "--quiet", "--initial-branch=main");
        Git("add", "--all");
        Git("-c", "user.name=Someone", "-c", "user.email=someone@example.com", "commit", "--quiet", "--message", "Begin");
    }

    public string Source => Path.Combine(folder.FullName, "web");

    public string Data => Path.Combine(folder.FullName, "data");

    public string Below(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

    private void Git(params string[] args)
    {
        using var git = Process.Start(new ProcessStartInfo("git", args) { WorkingDirectory = Source, UseShellExecute = false })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
