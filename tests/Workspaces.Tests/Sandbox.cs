using System.Diagnostics;
using Cortex.Hosting.Data;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Proposals.Patches;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;
using Cortex.Workspaces.Targets;

namespace Cortex.Workspaces.Tests;

/// <summary>A folder for one test, the parts under test on it, and real repositories below it.</summary>
public sealed class Sandbox : IDisposable
{
    public Sandbox(ForgeAccounts? accounts = null)
    {
        Folder = Directory.CreateTempSubdirectory("cortex-workspaces-").FullName;
        Data = new DataDirectory(Path.Combine(Folder, "data"));
        Git = new Git(TimeProvider.System, Data, accounts);
        Mirrors = new Mirror(Data, Git);
        Resolver = new TargetResolver(Git, Mirrors) { RemoteTimeout = TimeSpan.FromSeconds(5) };
        Bundles = new SourceBundles(Mirrors, Git);
        Checkout = new SourceCheckout(Git);
        Commits = new CommitBundles(Git, Mirrors);
        Patches = new ChangePatches(Git, Mirrors, Data);
    }

    public string Folder { get; }

    public DataDirectory Data { get; }

    public Git Git { get; }

    public Mirror Mirrors { get; }

    public TargetResolver Resolver { get; }

    public SourceBundles Bundles { get; }

    public SourceCheckout Checkout { get; }

    public CommitBundles Commits { get; }

    public ChangePatches Patches { get; }

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>A repository with one commit of the given files.</summary>
    public Repository Repository(string name, params (string Path, string Text)[] files)
    {
        var repository = new Repository(PathOf(name));
        repository.Init();
        foreach (var (path, text) in files)
            repository.Write(path, text);
        if (files.Length > 0)
            repository.Commit("First");
        return repository;
    }

    public void Dispose()
    {
        using var removal = Process.Start(new ProcessStartInfo("sh", ["-c", "chmod -R u+rwX \"$1\" && rm -rf \"$1\"", "sh", Folder]) { UseShellExecute = false })!;
        removal.WaitForExit();
    }
}
